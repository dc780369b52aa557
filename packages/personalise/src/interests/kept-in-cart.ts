import type { SessionFact } from '@sillage/warehouse';
import { groupBy } from '../facts/group-by.js';

/**
 * What is left in the cart of what each session put there. A removal takes back what was put in last, in its own session or
 * an earlier one, so that what it reverses goes with its own time and no more than that.
 */
export function keptInCart(facts: readonly SessionFact[]): Map<SessionFact, number> {
  const kept = new Map<SessionFact, number>();
  const ofProducts = facts.filter((fact) => fact.kind === 'product');
  for (const ofProduct of groupBy(ofProducts, (fact) => fact.key).values()) {
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

/** Of two sessions that end in the same millisecond, the one that put more in counts as the newer. */
export function byNewest(a: SessionFact, b: SessionFact): number {
  return b.lastAt - a.lastAt || b.added - b.removed - (a.added - a.removed) || (b.sessionId < a.sessionId ? -1 : 1);
}
