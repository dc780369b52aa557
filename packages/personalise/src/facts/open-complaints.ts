import type { SessionFact } from '@sillage/warehouse';

/** Complaints, each by its id, that were opened and not closed since. */
export function countOpenComplaints(facts: readonly SessionFact[]): number {
  const closedAt = latest(facts, 'complaint_closed');
  return [...latest(facts, 'complaint')].filter(([id, at]) => at > (closedAt.get(id) ?? 0)).length;
}

function latest(facts: readonly SessionFact[], kind: 'complaint' | 'complaint_closed'): Map<string, number> {
  const times = new Map<string, number>();
  for (const fact of facts) {
    if (fact.kind === kind) times.set(fact.key, Math.max(fact.lastAt, times.get(fact.key) ?? 0));
  }
  return times;
}
