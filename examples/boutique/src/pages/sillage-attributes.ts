import type { CartItem } from '../cart.js';
import { placeOf } from '../catalogue/catalogue.js';
import type { Locale } from '../locale.js';
import { currency, toDecimal } from '../money.js';

/** Attributes of the button that changes the cart: a click on it is told. */
export function cartAttributes(
  change: 'add' | 'remove',
  { product, quantity }: CartItem,
  locale: Locale,
): Record<string, string> {
  const { rayon, subRayon } = placeOf(product);
  return {
    'data-sillage-cart': change,
    'data-sillage-id': product.id,
    'data-sillage-name': product.name[locale],
    'data-sillage-brand': product.brand,
    'data-sillage-variant': product.variant,
    'data-sillage-price': toDecimal(product.priceMinor),
    'data-sillage-currency': currency,
    'data-sillage-quantity': String(quantity),
    'data-sillage-topics': `${rayon.label[locale]} > ${subRayon.label[locale]}`,
  };
}

/** Attributes of the element that holds a search's results. */
export function searchAttributes(query: string, resultCount: number): Record<string, string> {
  return { 'data-sillage-search': query, 'data-sillage-results': String(resultCount) };
}
