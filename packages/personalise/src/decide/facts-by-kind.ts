import { type FactKind, factKinds, type SessionFact } from '@sillage/warehouse';

/** A person's facts, sorted once for all slots of a request. */
export type FactsByKind = Readonly<Record<FactKind, readonly SessionFact[]>>;

export function toFactsByKind(facts: readonly SessionFact[]): FactsByKind {
  const sorted = Object.fromEntries(factKinds.map((kind) => [kind, [] as SessionFact[]])) as Record<
    FactKind,
    SessionFact[]
  >;
  for (const fact of facts) sorted[fact.kind].push(fact);
  return sorted;
}

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Facts of which something happened in the last so many days. A fact is of a whole visit, and counts whole. */
export function within(facts: readonly SessionFact[], days: number, now: number): SessionFact[] {
  return facts.filter((fact) => fact.lastAt > now - days * dayMs);
}

export function sum(facts: readonly SessionFact[], count: (fact: SessionFact) => number): number {
  return facts.reduce((total, fact) => total + count(fact), 0);
}
