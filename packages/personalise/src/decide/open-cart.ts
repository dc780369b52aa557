import type { CartLine } from '@sillage/protocol';
import { toCartLines } from '../facts/cart-facts.js';
import type { FactsByKind } from './facts-by-kind.js';

export interface OpenCart {
  productIds: string[];
  /** When something was last done with one of them; `undefined` where nothing of it was recorded. */
  touchedAt: number | undefined;
}

/** What is in the cart: what the shop says, else what was put in and neither taken out nor bought. */
export function findOpenCart(facts: FactsByKind, shops: readonly CartLine[] | undefined): OpenCart {
  const recorded = toCartLines(facts.cart);
  const productIds = (shops ?? recorded).map(({ productId }) => productId);
  const touches = [
    ...facts.product.filter(({ key }) => productIds.includes(key)),
    ...recorded.filter(({ productId }) => productIds.includes(productId)),
  ].map(({ lastAt }) => lastAt);
  return { productIds, touchedAt: touches.length > 0 ? Math.max(...touches) : undefined };
}
