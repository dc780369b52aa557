import type { ClickHouse } from '../client/clickhouse.js';

const ids = '{customerIds:Array(String)}';
const naming = `site = {site:String} AND customer_id IN ${ids}`;
const inSessions = `site = {site:String} AND hasAny(customer_ids, ${ids})`;
const inBody = `site = {site:String} AND JSONExtractString(body, 'customerId') IN ${ids}`;
const inTrail = `site = {site:String} AND (customer_id IN ${ids} OR into_customer_id IN ${ids})`;
const withoutThem = `customer_ids = arrayFilter(id -> NOT has(${ids}, id), customer_ids)`;

/**
 * By table: what finds the names of a person, and what takes them out. `identify` says nothing else, so it goes whole.
 * `events` comes after what is made of it: nothing brings a name back from there. The trail of merges goes last: what was cut
 * off is repeated whole, and finds in it which ids are the person's.
 */
const steps = [
  ['orders', naming, `ALTER TABLE orders UPDATE customer_id = '' WHERE ${naming}`],
  ['sessions', inSessions, `ALTER TABLE sessions UPDATE ${withoutThem} WHERE ${inSessions}`],
  ['session_facts', inSessions, `ALTER TABLE session_facts UPDATE ${withoutThem} WHERE ${inSessions}`],
  ['facts_by_kind', inSessions, `ALTER TABLE facts_by_kind UPDATE ${withoutThem} WHERE ${inSessions}`],
  ['persons', naming, `DELETE FROM persons WHERE ${naming}`],
  ['customer_visitors', naming, `DELETE FROM customer_visitors WHERE ${naming}`],
  ['customer_choices', naming, `DELETE FROM customer_choices WHERE ${naming}`],
  ['rejected_events', inBody, `DELETE FROM rejected_events WHERE ${inBody}`],
  ['events', `${naming} AND type = 'identify'`, `DELETE FROM events WHERE ${naming} AND type = 'identify'`],
  ['events', naming, `ALTER TABLE events UPDATE customer_id = '' WHERE ${naming}`],
  ['person_changes', inTrail, `DELETE FROM person_changes WHERE ${inTrail}`],
] as const;

/** Tables in which nothing names a customer who was forgotten. */
export const forgottenTables: readonly string[] = steps.map(([table]) => table);

/** See `Warehouse.forgetCustomer`. A mutation looks at every part, so it is asked first whether one is needed. */
export async function forgetCustomer(
  clickhouse: ClickHouse,
  site: string,
  customerIds: readonly string[],
): Promise<void> {
  for (const [table, condition, sql] of steps) {
    const [found] = await clickhouse.rows<{ found: number }>(
      { action: 'look for a customer', sql: `SELECT 1 AS found FROM ${table} WHERE ${condition} LIMIT 1` },
      { site, customerIds },
    );
    if (!found) continue;
    await clickhouse.run(
      { action: 'forget a customer', sql, timeoutMs: 600_000, settings: { mutations_sync: '2' } },
      { site, customerIds },
    );
  }
}
