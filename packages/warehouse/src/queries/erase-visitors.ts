import type { ClickHouse } from '../client/clickhouse.js';
import type { VisitorRef } from '../warehouse.js';
import { visitorsBySite } from './visitors-by-site.js';

const theirs = 'site = {site:String} AND visitor IN {visitors:Array(UUID)}';

/** An order is the shop's record of a sale: it stays, and nothing in it says whose it was. */
const unlinkOrders = `ALTER TABLE orders UPDATE
  visitor = toUUID('00000000-0000-0000-0000-000000000000'),
  session = toUUID('00000000-0000-0000-0000-000000000000'),
  customer_id = '',
  purposes = 0
WHERE ${theirs}`;

/** What a customer chose last, unless another visitor of theirs stays. */
const forgetChoices = `DELETE FROM customer_choices WHERE site = {site:String}
  AND customer_id IN (SELECT customer_id FROM persons WHERE ${theirs})
  AND customer_id NOT IN (SELECT customer_id FROM persons WHERE site = {site:String} AND visitor NOT IN {visitors:Array(UUID)})`;

const deletedFrom = [
  'rejected_events',
  'sessions',
  'session_facts',
  'facts_by_kind',
  'persons',
  'customer_visitors',
  'events',
] as const;

/** Tables of which rows by visitor are changed or deleted. */
export const visitorTables = ['orders', ...deletedFrom] as const;

/** Tables that an erasure changes. */
export const erasedTables = [...visitorTables, 'customer_choices'] as const;

/** Names visitors and is left as it is: the proof of what was consented to outlives what was collected under it. */
export const spareTables = ['consents'] as const;

const statements = [forgetChoices, unlinkOrders, ...deletedFrom.map((table) => `DELETE FROM ${table} WHERE ${theirs}`)];

/** See `Warehouse.erase`. `events` goes last: what was cut off is repeated whole. */
export async function eraseVisitors(clickhouse: ClickHouse, erased: readonly VisitorRef[]): Promise<void> {
  for (const parameters of visitorsBySite(erased)) {
    for (const sql of statements) {
      await clickhouse.run(
        { action: 'erase visitors', sql, timeoutMs: 600_000, settings: { mutations_sync: '2' } },
        parameters,
      );
    }
  }
}
