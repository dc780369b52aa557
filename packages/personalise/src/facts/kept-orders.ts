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
 * Orders less what was given back, in order of time. A refund with an amount takes that amount; one with lines alone what it says was
 * given back for each, else their price less their discount, of the first line of a product first; one with neither the whole order, as
 * amounts do that come to its total. An amount in another currency than the order's is none. An order of which no line is left is no
 * order, whatever was paid. The warehouse's `refundsByOrder` and `isKept` say the same in SQL (decisions/0156).
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
  const own = refunds.filter((refund) => refund.orderId === key);
  const told = own.map((refund) => toAmount(refund, currency));
  const amountMinor = told.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
  const unpriced = own.filter((_, place) => told[place] === undefined);
  const isWhole =
    own.some(({ productId, amountMinor }) => productId === '' && amountMinor === undefined) ||
    (amountMinor > 0 && amountMinor >= totalMinor);
  const backByLine = takeBack(lines, own);
  const kept = lines.map((line, place) => ({ ...line, quantity: line.quantity - (backByLine[place] ?? 0) }));
  return {
    orderId: key,
    at: firstAt,
    currency,
    revenueMinor: Math.max(0, totalMinor - amountMinor - toPrice(lines, takeBack(lines, unpriced))),
    hasCoupon: coupon !== '' || lines.some((line) => (line.coupon ?? '') !== ''),
    lines: isWhole ? [] : kept.filter(({ quantity }) => quantity > 0),
  };
}

/** Minor units that a line of a refund says were given back; undefined where it says none in the order's currency. */
function toAmount(refund: RefundFact, ofOrder: string): number | undefined {
  const { currency = ofOrder, amountMinor, priceMinor, quantity } = refund;
  if (currency !== ofOrder) return undefined;
  return amountMinor ?? (priceMinor === undefined ? undefined : quantity * priceMinor);
}

/** By line, how many of it came back. */
function takeBack(lines: readonly CartLine[], refunds: readonly RefundFact[]): number[] {
  const left = new Map<string, number>();
  for (const { productId, quantity } of refunds) left.set(productId, (left.get(productId) ?? 0) + quantity);
  return lines.map(({ productId, quantity }) => {
    const back = Math.min(left.get(productId) ?? 0, quantity);
    left.set(productId, (left.get(productId) ?? 0) - back);
    return back;
  });
}

function toPrice(lines: readonly CartLine[], quantities: readonly number[]): number {
  return lines.reduce(
    (sum, { priceMinor = 0, discountMinor = 0 }, place) =>
      sum + (quantities[place] ?? 0) * Math.max(0, priceMinor - discountMinor),
    0,
  );
}
