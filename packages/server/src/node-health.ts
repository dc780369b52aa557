import type { EventStoreStats, SiteCounts } from '@sillage/ingest';
import type { NodeHealth } from '@sillage/protocol';

/** How the node fares, for people of one site: what is counted is that site's. */
export function tellNodeHealth(counts: SiteCounts, stats: EventStoreStats, startedAt: number): NodeHealth {
  return { startedAt, ...counts, lagMs: stats.oldestUnloadedMs, lastInsertMs: stats.lastInsertMs };
}
