import type { ClickHouse } from '../client/clickhouse.js';

const naming = 'site = {site:String} AND customer_id = {customerId:String}';
const inSessions = 'site = {site:String} AND has(customer_ids, {customerId:String})';
const inBody = "site = {site:String} AND JSONExtractString(body, 'customerId') = {customerId:String}";
const withoutThem = 'customer_ids = arrayFilter(id -> id != {customerId:String}, customer_ids)';

/**
 * By table: what finds the customer's name, and what takes it out. `identify` says nothing else, so it goes whole.
 * `events` goes last: what was cut off is repeated whole, and nothing brings the name back from there.
 */
const steps = [
  ['orders', naming, `ALTER TABLE orders UPDATE customer_id = '' WHERE ${naming}`],
  ['sessions', inSessions, `ALTER TABLE sessions UPDATE ${withoutThem} WHERE ${inSessions}`],
  ['session_facts', inSessions, `ALTER TABLE session_facts UPDATE ${withoutThem} WHERE ${inSessions}`],
  ['persons', naming, `DELETE FROM persons WHERE ${naming}`],
  ['customer_visitors', naming, `DELETE FROM customer_visitors WHERE ${naming}`],
  ['customer_choices', naming, `DELETE FROM customer_choices WHERE ${naming}`],
  ['rejected_events', inBody, `DELETE FROM rejected_events WHERE ${inBody}`],
  ['events', `${naming} AND type = 'identify'`, `DELETE FROM events WHERE ${naming} AND type = 'identify'`],
  ['events', naming, `ALTER TABLE events UPDATE customer_id = '' WHERE ${naming}`],
] as const;

/** See `Warehouse.forgetCustomer`. A mutation looks at every part, so it is asked first whether one is needed. */
export async function forgetCustomer(clickhouse: ClickHouse, site: string, customerId: string): Promise<void> {
  for (const [table, condition, sql] of steps) {
    const [found] = await clickhouse.rows<{ found: number }>(
      { action: 'look for a customer', sql: `SELECT 1 AS found FROM ${table} WHERE ${condition} LIMIT 1` },
      { site, customerId },
    );
    if (!found) continue;
    await clickhouse.run(
      { action: 'forget a customer', sql, timeoutMs: 600_000, settings: { mutations_sync: '2' } },
      { site, customerId },
    );
  }
}
