import type { PurchasePast } from '../purchase-past.js';

export interface DatedOrder {
  person: string;
  /** Whole days since any day that is the same for all. */
  day: number;
}

const daysPerWeek = 7;

/** Pasts of persons as they stood at the end of `lastDay`; orders after it, and persons without one, are left out. */
export function toPurchasePasts(orders: Iterable<DatedOrder>, lastDay: number): PurchasePast[] {
  const daysOf = new Map<string, Set<number>>();
  for (const { person, day } of orders) {
    if (day > lastDay) continue;
    const days = daysOf.get(person) ?? new Set();
    daysOf.set(person, days.add(day));
  }
  const alike = new Map<string, PurchasePast>();
  for (const days of daysOf.values()) {
    const past = toPast(days, lastDay);
    const key = `${past.frequency} ${past.recency} ${past.age}`;
    const known = alike.get(key);
    if (known) known.persons += 1;
    else alike.set(key, past);
  }
  return [...alike.values()];
}

function toPast(days: ReadonlySet<number>, lastDay: number): PurchasePast {
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return {
    frequency: days.size - 1,
    recency: (last - first) / daysPerWeek,
    age: (lastDay - first) / daysPerWeek,
    persons: 1,
  };
}
