import type { PersonFacts, SessionFact } from '@sillage/warehouse';

/**
 * What is left in the cart of what each session put there. A removal takes back what was put in last, in its own session or
 * an earlier one, so that what it reverses goes with its own time and no more than that.
 */
export function keptInCart(facts: readonly SessionFact[]): Map<SessionFact, number> {
  const kept = new Map<SessionFact, number>();
  for (const ofProduct of groupByKey(facts).values()) {
    let pending = 0;
    for (const fact of ofProduct.sort(byNewest)) {
      pending += fact.removed;
      const cancelled = Math.min(fact.added, pending);
      pending -= cancelled;
      if (fact.added > cancelled) kept.set(fact, fact.added - cancelled);
    }
  }
  return kept;
}

/** A product of an order, and how many of it were not given back. */
export interface KeptLine {
  order: SessionFact;
  productId: string;
  quantity: number;
  topics: readonly string[];
  brand: string;
  priceMinor: number | undefined;
  currency: string;
}

/** One line a product and order. A refund without a product gives back the whole order. */
export function keptOfOrders({ facts, refunds }: PersonFacts): KeptLine[] {
  const refunded = new Map<string, number>();
  for (const { orderId, productId, quantity } of refunds) {
    const id = `${orderId} ${productId}`;
    refunded.set(id, productId === '' ? Number.POSITIVE_INFINITY : (refunded.get(id) ?? 0) + quantity);
  }
  return facts
    .filter((fact) => fact.kind === 'order' && !refunded.has(`${fact.key} `))
    .flatMap(toLines)
    .map((line) => ({ ...line, quantity: line.quantity - (refunded.get(`${line.order.key} ${line.productId}`) ?? 0) }))
    .filter((line) => line.quantity > 0);
}

function toLines(order: SessionFact): KeptLine[] {
  const lines = new Map<string, KeptLine>();
  for (const line of order.order?.lines ?? []) {
    const { productId, quantity, topics = [], brand = '', priceMinor, currency = order.order?.currency ?? '' } = line;
    const known = lines.get(productId);
    if (known) known.quantity += quantity;
    else lines.set(productId, { order, productId, quantity, topics, brand, priceMinor, currency });
  }
  return [...lines.values()];
}

function groupByKey(facts: readonly SessionFact[]): Map<string, SessionFact[]> {
  const groups = new Map<string, SessionFact[]>();
  for (const fact of facts) {
    if (fact.kind !== 'product') continue;
    const group = groups.get(fact.key);
    if (group) group.push(fact);
    else groups.set(fact.key, [fact]);
  }
  return groups;
}

/** Two sessions that end in the same millisecond have an order too. */
function byNewest(a: SessionFact, b: SessionFact): number {
  return b.lastAt - a.lastAt || (b.sessionId < a.sessionId ? -1 : 1);
}
