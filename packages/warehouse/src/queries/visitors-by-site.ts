import type { VisitorRef } from '../warehouse.js';

/** Visitors of one statement. */
const chunkSize = 500;

/** One entry a statement: a site with some of its visitors. Many visitors in one statement cost little more than one. */
export function* visitorsBySite(visitors: readonly VisitorRef[]): Generator<{ site: string; visitors: string[] }> {
  const bySite = new Map<string, Set<string>>();
  for (const { site, visitor } of visitors) bySite.set(site, (bySite.get(site) ?? new Set()).add(visitor));
  for (const [site, ids] of bySite) {
    const all = [...ids];
    for (let start = 0; start < all.length; start += chunkSize)
      yield { site, visitors: all.slice(start, start + chunkSize) };
  }
}
