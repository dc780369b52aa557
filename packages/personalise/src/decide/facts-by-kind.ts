import { type FactKind, factKinds, type SessionFact } from '@sillage/warehouse';

/** A person's facts, sorted once for all slots of a request. */
export interface FactsByKind extends Readonly<Record<FactKind, readonly SessionFact[]>> {
  /** Those of kind `offer`, by the id of the offer. */
  ofOffer: ReadonlyMap<string, readonly SessionFact[]>;
}

export function toFactsByKind(facts: readonly SessionFact[]): FactsByKind {
  const kinds = factKinds.map((kind) => [kind, [] as SessionFact[]]);
  const sorted = Object.fromEntries(kinds) as Record<FactKind, SessionFact[]>;
  for (const fact of facts) sorted[fact.kind].push(fact);
  const ofOffer = new Map<string, SessionFact[]>();
  for (const fact of sorted.offer) {
    const own = ofOffer.get(fact.key);
    if (own) own.push(fact);
    else ofOffer.set(fact.key, [fact]);
  }
  return { ...sorted, ofOffer };
}

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Facts of which something happened in the last so many days. A fact is of a whole visit, and counts whole. */
export function within(facts: readonly SessionFact[], days: number, now: number): SessionFact[] {
  return facts.filter((fact) => fact.lastAt > now - days * dayMs);
}

export function sum<T>(some: readonly T[], count: (one: T) => number): number {
  return some.reduce((total, one) => total + count(one), 0);
}
