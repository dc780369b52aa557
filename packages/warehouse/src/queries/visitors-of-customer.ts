import type { ClickHouse } from '../client/clickhouse.js';

/** A visitor that was ever linked counts to the customer that was linked last: the same rule as `people` of segments. */
const sql = `SELECT toString(known.visitor) AS visitor_id,
  if(has({customerIds:Array(String)}, links.customer), true, false) AS linked
FROM (
  SELECT DISTINCT visitor FROM customer_visitors
  WHERE site = {site:String} AND customer_id IN {customerIds:Array(String)}) AS known
LEFT JOIN (
  SELECT visitor, argMin(customer_id, (-toUnixTimestamp64Milli(linked_at), customer_id)) AS customer FROM persons
  WHERE site = {site:String} AND visitor IN (
    SELECT visitor FROM customer_visitors WHERE site = {site:String} AND customer_id IN {customerIds:Array(String)})
  GROUP BY visitor) AS links ON links.visitor = known.visitor
ORDER BY linked DESC, known.visitor
LIMIT 1000`;

/** Whose events make a customer's history: 1,000 at most, for they are a parameter of the next query; more are a test account's. */
export interface CustomerVisitors {
  /** Tied to the customer, and to nobody since: all that they did. */
  linked: string[];
  /** Named by single events, or tied to another customer since: only what names the customer. */
  named: string[];
}

/** Of a person: all the ids under which the shop knows them. */
export async function visitorsOfCustomer(
  clickhouse: ClickHouse,
  site: string,
  customerIds: string[],
): Promise<CustomerVisitors> {
  const rows = await clickhouse.rows<{ visitor_id: string; linked: boolean }>(
    { action: 'read the visitors of a customer', sql },
    { site, customerIds },
  );
  const toIds = (isLinked: boolean) => rows.filter((row) => row.linked === isLinked).map((row) => row.visitor_id);
  return { linked: toIds(true), named: toIds(false) };
}
