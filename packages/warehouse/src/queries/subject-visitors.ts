import type { ClickHouse } from '../client/clickhouse.js';
import type { SubjectVisitors } from '../subject.js';

const candidates = `SELECT visitor FROM customer_visitors
  WHERE site = {site:String} AND customer_id = {customerId:String}`;

/** The same rule as `personFacts`: the customer that was linked last, else the only one that a visitor's events name. */
const sql = `SELECT toString(candidate.visitor) AS visitor_id,
  if(links.customer != '', links.customer = {customerId:String}, names.customers = 1) AS is_own
FROM (SELECT DISTINCT visitor FROM (${candidates})) AS candidate
LEFT JOIN (
  SELECT visitor, arraySort(link -> (-toUnixTimestamp64Milli(link.1), link.2), groupArray((linked_at, customer_id)))[1].2 AS customer
  FROM persons WHERE site = {site:String} AND visitor IN (${candidates}) GROUP BY visitor
) AS links ON links.visitor = candidate.visitor
LEFT JOIN (
  SELECT visitor, uniqExact(customer_id) AS customers
  FROM customer_visitors WHERE site = {site:String} AND visitor IN (${candidates}) GROUP BY visitor
) AS names ON names.visitor = candidate.visitor
ORDER BY visitor_id`;

/** See `Warehouse.subjectVisitors`: all of them, however many. */
export async function subjectVisitors(
  clickhouse: ClickHouse,
  site: string,
  customerId: string,
): Promise<SubjectVisitors> {
  const found: SubjectVisitors = { own: [], shared: [] };
  const asked = { action: 'find the visitors of a customer', sql, timeoutMs: 600_000 };
  for await (const row of clickhouse.stream<{ visitor_id: string; is_own: number | boolean }>(asked, {
    site,
    customerId,
  })) {
    (row.is_own ? found.own : found.shared).push(row.visitor_id);
  }
  return found;
}
