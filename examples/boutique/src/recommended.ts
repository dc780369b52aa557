import { type Decision, toSlotAttributes } from '@sillage/sdk/server';
import { findProduct } from './catalogue/catalogue.js';
import type { Product } from './catalogue/product.js';
import { slots } from './offers/definitions.js';

/** Products that were chosen for the visitor. */
export interface Recommended {
  title: string;
  text: string;
  products: RecommendedProduct[];
  /** Of the element: the browser's part takes it over as it is. */
  attributes: Record<string, string>;
}

export interface RecommendedProduct {
  product: Product;
  /** Why it is there, in a sentence for the visitor. */
  reason: string;
}

/** Fewer make no row; more would bury the page. */
const [fewest, most] = [4, 8];

/**
 * Name, picture and price are the shop's own, in the page's language; what the page shows elsewhere is left out. `undefined`:
 * the page is the one for everybody.
 */
export function toRecommended(
  decision: Decision | undefined,
  elsewhere: readonly Product[] = [],
): Recommended | undefined {
  const products = (decision?.products ?? []).flatMap(({ productId, reason }): RecommendedProduct[] => {
    const product = findProduct(productId);
    return product === undefined || product.stock === 0 || elsewhere.includes(product) ? [] : [{ product, reason }];
  });
  if (decision === undefined || products.length < fewest) return undefined;
  const { title = '', text = '' } = decision.content;
  return { title, text, products: products.slice(0, most), attributes: toSlotAttributes(slots.recommended, decision) };
}
