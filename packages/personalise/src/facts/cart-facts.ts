import type { CartFacts, CartLineFact } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import { groupBy } from './group-by.js';
import { wholeUnits } from './time.js';

const hourMs = 3_600_000;

/**
 * The cart: what was begun since the last order. Of a product, going from its newest session to its oldest, what was taken
 * out cancels what was put in before; what then remains is the largest of the running sums.
 */
export function toCart(facts: readonly SessionFact[], now: number): CartFacts {
  const lastOrderAt = Math.max(0, ...orderTimes(facts).values());
  const lines: CartLineFact[] = [];
  for (const [productId, ofProduct] of groupBy(facts.filter(changesCart), (fact) => fact.key)) {
    const recent = ofProduct.filter((fact) => fact.firstAt > lastOrderAt);
    const quantity = largestRunningSum(recent);
    if (quantity > 0) lines.push(toLine(productId, quantity, recent));
  }
  return toFacts(lines, now);
}

function changesCart(fact: SessionFact): boolean {
  return fact.kind === 'product' && (fact.added > 0 || fact.removed > 0);
}

/** Of each order id: an order may be told in two sessions. */
function orderTimes(facts: readonly SessionFact[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { kind, key, firstAt } of facts) {
    if (kind === 'order') times.set(key, Math.min(firstAt, times.get(key) ?? firstAt));
  }
  return times;
}

function largestRunningSum(facts: readonly SessionFact[]): number {
  const changes = facts.map(({ lastAt: at, added, removed }) => ({ at, by: added - removed }));
  let sum = 0;
  let largest = 0;
  for (const { by } of changes.sort((a, b) => b.at - a.at || b.by - a.by)) {
    sum += by;
    largest = Math.max(largest, sum);
  }
  return largest;
}

function toLine(productId: string, quantity: number, facts: readonly SessionFact[]): CartLineFact {
  const [priced] = facts.filter((fact) => fact.priceMinor !== undefined && fact.currency !== '').sort(byNewestPrice);
  return {
    productId,
    quantity,
    topics: [...new Set(facts.flatMap((fact) => fact.topics))],
    lastAt: Math.max(...facts.map((fact) => fact.lastAt)),
    ...(priced?.priceMinor === undefined ? {} : { priceMinor: priced.priceMinor, currency: priced.currency }),
  };
}

function byNewestPrice(a: SessionFact, b: SessionFact): number {
  return b.lastAt - a.lastAt || (b.priceMinor ?? 0) - (a.priceMinor ?? 0) || (b.currency > a.currency ? 1 : -1);
}

function toFacts(lines: CartLineFact[], now: number): CartFacts {
  const valueMinor: Record<string, number> = {};
  for (const { quantity, priceMinor = 0, currency } of lines) {
    if (currency !== undefined) valueMinor[currency] = (valueMinor[currency] ?? 0) + quantity * priceMinor;
  }
  if (lines.length === 0) return { lines, valueMinor };
  const touchedAt = Math.max(...lines.map((line) => line.lastAt));
  return { lines, valueMinor, idleHours: wholeUnits(now - touchedAt, hourMs) };
}
