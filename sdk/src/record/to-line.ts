import { type CartLine, type Product, toTopic } from '@sillage/protocol';

/** Details of a product, by GA4's names with `item_` or without. */
export type Details = Record<string, unknown>;

/** A number or text as text of at most 128 characters; undefined where it is neither or empty. */
export const toText = (value: unknown): string | undefined => `${value ?? ''}`.slice(0, 128) || undefined;

/** Upper case, or undefined where it is not an ISO 4217 code. */
export const toCurrency = (code: unknown): string | undefined => /^[A-Z]{3}$/.exec(`${code}`.toUpperCase())?.[0];

/**
 * An amount in major units, such as GA4's and schema.org's, in minor units of its ISO 4217 currency: 49.9 EUR → 4990,
 * 980 JPY → 980. Undefined where it is no amount.
 */
export function toMinor(amount: unknown, currency = 'EUR'): number | undefined {
  const major = Number.parseFloat(`${amount}`.replace(',', '.'));
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return major >= 0 ? Math.round(+`${major}e${maximumFractionDigits}`) : undefined;
}

/** `Chaussures > Randonnée, marque/salomon` → `['chaussures/randonnee', 'marque/salomon']`, 8 at most. */
export const toTopics = (list: unknown): string[] =>
  `${list ?? ''}`
    .split(',')
    .map((topic) => toTopic(topic.split(/[>/]/)))
    .filter(Boolean)
    .slice(0, 8);

/**
 * A line of a cart from what an element, a GA4 item or JSON-LD says. What is unknown is undefined, and so not on the wire.
 * GA4's five category levels are a topic.
 */
export function toLine(details: Details, ownCurrency?: string): CartLine {
  const read = (name: string) => details[`item_${name}`] ?? details[name];
  const currency = toCurrency(read('currency')) ?? ownCurrency;
  const levels = ['', 2, 3, 4, 5].map((level) => `${read(`category${level}`) ?? ''}`.replace(/[,/>]/g, ' '));
  const line: Details = {
    productId: toText(read('id')),
    currency,
    quantity: Math.round(Number(read('quantity'))) || 1,
    topics: toTopics(read('topics') ?? levels.join('>')),
  };
  for (const name of ['name', 'brand', 'variant', 'coupon']) line[name] = toText(read(name));
  for (const name of ['price', 'discount']) line[`${name}Minor`] = toMinor(read(name), currency);
  return line as unknown as CartLine;
}

/** The fields of a `product_view` from a line. The server takes of a product what a product has. */
export const toProductView = (line: CartLine): { product: Product; topics: string[] | undefined } => ({
  product: line,
  topics: line.topics,
});
