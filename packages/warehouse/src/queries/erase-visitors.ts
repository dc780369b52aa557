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

const deletedFrom = ['rejected_events', 'sessions', 'session_facts', 'persons', 'customer_visitors', 'events'] as const;

/** Tables that an erasure changes. */
export const erasedTables = ['orders', ...deletedFrom] as const;

/**
 * Tables that name visitors or customers and are left as they are: the proof of what was consented to outlives what was collected
 * under it, and what a customer chose and was merged with is the customer's, on whatever device (`forgetCustomer`).
 */
export const spareTables = ['consents', 'customer_choices', 'person_changes'] as const;

const statements = [unlinkOrders, ...deletedFrom.map((table) => `DELETE FROM ${table} WHERE ${theirs}`)];

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
