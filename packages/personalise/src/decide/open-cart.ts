import type { CartLine } from '@sillage/protocol';
import type { FactsByKind } from './facts-by-kind.js';

export interface OpenCart {
  productIds: string[];
  /** When something was last done with one of them; `undefined` where nothing of it was recorded. */
  touchedAt: number | undefined;
}

/** What is in the cart: what the shop says, else what was put in and neither taken out nor bought. */
export function findOpenCart(facts: FactsByKind, shops: readonly CartLine[] | undefined): OpenCart {
  const productIds = shops?.map(({ productId }) => productId) ?? recordedCart(facts);
  const touches = facts.product.filter(({ key }) => productIds.includes(key)).map(({ lastAt }) => lastAt);
  return { productIds, touchedAt: touches.length > 0 ? Math.max(...touches) : undefined };
}

function recordedCart(facts: FactsByKind): string[] {
  const left = new Map<string, number>();
  for (const { key, added, removed } of facts.product) left.set(key, (left.get(key) ?? 0) + added - removed);
  for (const { productId, quantity } of facts.order.flatMap(({ order }) => order?.lines ?? [])) {
    left.set(productId, (left.get(productId) ?? 0) - quantity);
  }
  return [...left].filter(([, quantity]) => quantity > 0).map(([productId]) => productId);
}
