import type { Warehouse } from '@sillage/warehouse';
import { Gauge, type Registry } from 'prom-client';

/** What ClickHouse holds, asked when somebody reads the metrics. While it is away the last answer stands. */
export function countStoredAtScrape(registry: Registry, warehouse: Pick<Warehouse, 'countStored'>): void {
  const registers = [registry];
  const visitors = new Gauge({
    name: 'sillage_stored_visitors',
    help: 'Visitors with at least one proof of consent.',
    registers,
  });
  new Gauge({
    name: 'sillage_stored_events',
    help: 'Events in ClickHouse, over all sites.',
    registers,
    async collect() {
      const counts = await warehouse.countStored().catch(() => undefined); // the journal's metrics tell of its absence
      if (counts === undefined) return;
      this.set(counts.events);
      visitors.set(counts.visitors);
    },
  });
}
