import type { CartLine } from '@sillage/protocol';
import type { PersonFacts, RefundFact, SessionFact } from '@sillage/warehouse';

/** An order of which something was kept. */
export interface KeptOrder {
  orderId: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
  currency: string;
  /** What was paid less the price of what was given back, in minor units. */
  revenueMinor: number;
  /** Of the order, or of a line. */
  hasCoupon: boolean;
  /** Lines of which something was kept, with that quantity. */
  lines: CartLine[];
}

/**
 * Orders less what was given back, in order of time. A refund without a product is of the whole order; one with a product takes
 * from the first line of it first, at the line's own price. An order of which nothing is left is none.
 */
export function toKeptOrders({ facts, refunds }: PersonFacts): KeptOrder[] {
  const orders = new Map<string, SessionFact>();
  for (const fact of facts) {
    if (fact.kind !== 'order' || !fact.order) continue;
    const known = orders.get(fact.key);
    if (!known || fact.firstAt < known.firstAt) orders.set(fact.key, fact);
  }
  return [...orders.values()]
    .map((fact) => toKept(fact, refunds))
    .filter((order) => order.lines.length > 0)
    .sort((a, b) => a.at - b.at);
}

function toKept({ key, firstAt, order }: SessionFact, refunds: readonly RefundFact[]): KeptOrder {
  const { currency = '', totalMinor = 0, coupon = '', lines = [] } = order ?? {};
  const givenBack = sumGivenBack(refunds.filter((refund) => refund.orderId === key));
  const kept: CartLine[] = [];
  let refundedMinor = 0;
  for (const line of lines) {
    const left = givenBack.get('') ?? givenBack.get(line.productId) ?? 0;
    const back = Math.min(left, line.quantity);
    givenBack.set(line.productId, left - back);
    refundedMinor += back * Math.max(0, (line.priceMinor ?? 0) - (line.discountMinor ?? 0));
    if (back < line.quantity) kept.push({ ...line, quantity: line.quantity - back });
  }
  return {
    orderId: key,
    at: firstAt,
    currency,
    revenueMinor: Math.max(0, totalMinor - refundedMinor),
    hasCoupon: coupon !== '' || lines.some((line) => (line.coupon ?? '') !== ''),
    lines: kept,
  };
}

/** Product id → quantity; under the empty id, the whole order. */
function sumGivenBack(refunds: readonly RefundFact[]): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const { productId, quantity } of refunds) {
    const more = productId === '' ? Number.POSITIVE_INFINITY : quantity;
    quantities.set(productId, (quantities.get(productId) ?? 0) + more);
  }
  return quantities;
}
