import type { EventStoreStats } from '@sillage/ingest';
import type { NodeHealth } from '@sillage/protocol';
import type { Registry } from 'prom-client';

/** What `/metrics` tells of ingestion, for people. */
export async function tellNodeHealth(
  registry: Registry,
  stats: EventStoreStats,
  startedAt: number,
): Promise<NodeHealth> {
  const count = async (name: string) => (await registry.getSingleMetric(name)?.get())?.values[0]?.value ?? 0;
  return {
    startedAt,
    accepted: await count('sillage_events_accepted_total'),
    duplicates: await count('sillage_events_duplicate_total'),
    lagMs: stats.oldestUnloadedMs,
    unloadedBytes: stats.unloadedBytes,
    lastInsertMs: stats.lastInsertMs,
    rowsLoaded: stats.rowsLoaded,
  };
}
