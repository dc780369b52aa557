import type { CartLine, Order, Product } from '@sillage/protocol';
import type { TextCleaner } from './text-cleaner.js';

/** Topics are paths of slugs: one that holds more than that is no topic, and goes whole. */
export function cleanTopics(topics: readonly string[], { cleanText }: TextCleaner): string[] {
  return topics.filter((topic) => cleanText(topic) === topic);
}

/** What a page says of a product in words; its id stays, for all that is known of it hangs on it. */
export function cleanProduct(product: Product, { cleanText }: TextCleaner): void {
  if (product.name !== undefined) product.name = cleanText(product.name);
  if (product.brand !== undefined) product.brand = cleanText(product.brand);
  if (product.variant !== undefined) product.variant = cleanText(product.variant);
}

export function cleanLine(line: CartLine, cleaner: TextCleaner): void {
  cleanProduct(line, cleaner);
  if (line.coupon !== undefined) line.coupon = cleaner.cleanText(line.coupon);
  if (line.topics) line.topics = cleanTopics(line.topics, cleaner);
}

export function cleanOrder(order: Order, cleaner: TextCleaner): void {
  if (order.coupon !== undefined) order.coupon = cleaner.cleanText(order.coupon);
  for (const line of order.lines) cleanLine(line, cleaner);
}
