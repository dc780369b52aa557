import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreHandle, EventStoreStats } from '@sillage/ingest';
import type { CatalogueCopy, CatalogueStats } from '@sillage/personalise';
import type { StoredCounts, Warehouse } from '@sillage/warehouse';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Gauges of the journal and its loader: name, what it says, where it is read. */
const journalGauges: [name: string, help: string, read: (stats: EventStoreStats) => number][] = [
  ['sillage_journal_bytes', 'Bytes of the journal on disk.', (stats) => stats.journalBytes],
  ['sillage_journal_unloaded_bytes', 'Bytes that wait for ClickHouse.', (stats) => stats.unloadedBytes],
  ['sillage_journal_age_seconds', 'Age of the oldest that waits.', (stats) => stats.oldestUnloadedMs / 1000],
  ['sillage_journal_quarantined_bytes', 'Bytes set aside as damaged.', (stats) => stats.quarantinedBytes],
  ['sillage_insert_seconds', 'Time of the last insert into ClickHouse.', (stats) => stats.lastInsertMs / 1000],
  ['sillage_rows_loaded', 'Rows inserted since the start.', (stats) => stats.rowsLoaded],
];

/** The registry of a node. What ClickHouse holds is asked when somebody reads it. */
export function createNodeRegistry(store: EventStoreHandle, warehouse: Pick<Warehouse, 'countStored'>): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const [name, help, read] of journalGauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read(store.stats()));
      },
    });
  }
  countStoredAtScrape(registry, warehouse);
  return registry;
}

/** How long a scrape waits for ClickHouse, in milliseconds: the rest of the metrics matter most while it hangs. */
const countPatienceMs = 500;

/** While ClickHouse is away the last answer stands; the journal's age tells of it. */
function countStoredAtScrape(registry: Registry, warehouse: Pick<Warehouse, 'countStored'>): void {
  let asking: Promise<StoredCounts | undefined> | undefined;
  const ask = () => {
    asking ??= warehouse
      .countStored()
      .catch(() => undefined)
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  const gauges: [name: string, help: string, field: keyof StoredCounts][] = [
    ['sillage_stored_events', 'Events in ClickHouse, over all sites.', 'events'],
    ['sillage_stored_visitors', 'Visitors with at least one proof of consent.', 'visitors'],
  ];
  for (const [name, help, field] of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const counts = await Promise.race([ask(), sleep(countPatienceMs, undefined, { ref: false })]);
        if (counts !== undefined) this.set(counts[field]);
      },
    });
  }
}

const catalogueGauges: [name: string, help: string, field: Exclude<keyof CatalogueStats, 'site'>][] = [
  ['sillage_catalogue_products', "Products of the shop's feed in this process.", 'products'],
  ['sillage_catalogue_learnt_products', 'Products learnt from pages, where there is no feed.', 'learnt'],
  ['sillage_catalogue_unmatched_products', 'Products of events of 7 days that the feed lacks.', 'unmatched'],
];

/** By site. */
export function countProducts(registry: Registry, catalogues: Pick<CatalogueCopy, 'stats'>): void {
  for (const [name, help, field] of catalogueGauges) {
    new Gauge({
      name,
      help,
      labelNames: ['site'],
      registers: [registry],
      collect() {
        for (const stats of catalogues.stats()) this.set({ site: stats.site }, stats[field]);
      },
    });
  }
}
