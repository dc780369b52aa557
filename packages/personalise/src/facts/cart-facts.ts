import type { CartFacts, CartLineFact } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import { groupBy } from './group-by.js';
import { keptInCart } from './kept-in-cart.js';
import { wholeUnits } from './time.js';

const hourMs = 3_600_000;

export function toCart(facts: readonly SessionFact[], now: number): CartFacts {
  return toFacts(toCartLines(facts), now);
}

/** What was put in and not taken out again in sessions that were begun since the last order. */
export function toCartLines(facts: readonly SessionFact[]): CartLineFact[] {
  const lastOrderAt = Math.max(0, ...orderTimes(facts).values());
  const recent = facts.filter((fact) => changesCart(fact) && fact.firstAt > lastOrderAt);
  const kept = keptInCart(recent);
  const lines: CartLineFact[] = [];
  for (const [productId, ofProduct] of groupBy(recent, (fact) => fact.key)) {
    const quantity = ofProduct.reduce((total, fact) => total + (kept.get(fact) ?? 0), 0);
    if (quantity > 0) lines.push(toLine(productId, quantity, ofProduct));
  }
  return lines;
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
