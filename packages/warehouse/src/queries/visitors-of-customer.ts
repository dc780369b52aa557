import type { ClickHouse } from '../client/clickhouse.js';

const sql = `SELECT toString(visitor) AS visitor_id, max(is_linked) AS linked
FROM customer_visitors
WHERE site = {site:String} AND customer_id = {customerId:String}
GROUP BY visitor
ORDER BY linked DESC, visitor
LIMIT 1000`;

/** Whose events make a customer's history: 1,000 at most, for they are a parameter of the next query; more are a test account's. */
export interface CustomerVisitors {
  /** Tied to the customer: all that they did. */
  linked: string[];
  /** Named by single events: only what names the customer. */
  named: string[];
}

export async function visitorsOfCustomer(
  clickhouse: ClickHouse,
  site: string,
  customerId: string,
): Promise<CustomerVisitors> {
  const rows = await clickhouse.rows<{ visitor_id: string; linked: boolean }>(
    { action: 'read the visitors of a customer', sql },
    { site, customerId },
  );
  const toIds = (isLinked: boolean) => rows.filter((row) => row.linked === isLinked).map((row) => row.visitor_id);
  return { linked: toIds(true), named: toIds(false) };
}
