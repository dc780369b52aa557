import type { ClickHouse } from '../client/clickhouse.js';
import type { PastOrder, PastQuery } from '../warehouse.js';

const sql = `SELECT
  key AS orderId,
  toString(any(visitor)) AS visitor,
  toUnixTimestamp64Milli(max(last_at)) AS at,
  JSONExtract(max(details), 'order', 'lines', 'Array(Tuple(productId String))').productId AS products
FROM session_facts
WHERE site = {site:String} AND kind = 'order' AND NOT is_internal
  AND last_at >= fromUnixTimestamp64Milli({since:Int64})
GROUP BY site, key
ORDER BY max(last_at) DESC, key
LIMIT {limit:UInt32}`;

/** See `Warehouse.pastOrders`. */
export async function* pastOrders(clickhouse: ClickHouse, query: PastQuery): AsyncGenerator<PastOrder> {
  const { site, limit, since = 0 } = query;
  const asked = { action: 'read the orders of the past', sql, timeoutMs: 600_000 };
  const rows = clickhouse.stream<Omit<PastOrder, 'at'> & { at: string }>(asked, { site, limit, since });
  for await (const row of rows) yield { ...row, at: Number(row.at) };
}
