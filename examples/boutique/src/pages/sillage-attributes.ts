import type { Product } from '../catalogue/product.js';
import type { Locale } from '../locale.js';

/** Attributes of an element whose click or submission changes the cart. */
export function cartAttributes(
  change: 'add' | 'remove',
  { product, quantity }: { product: Product; quantity?: number },
  locale: Locale,
): Record<string, string> {
  return {
    'data-sillage-cart': change,
    'data-product-id': product.id,
    'data-product-name': product.name[locale],
    ...(quantity === undefined ? {} : { 'data-quantity': String(quantity) }),
  };
}

/** Attributes of the element that holds a search's results. */
export function searchAttributes(query: string, resultCount: number): Record<string, string> {
  return { 'data-sillage-search': query, 'data-result-count': String(resultCount) };
}
