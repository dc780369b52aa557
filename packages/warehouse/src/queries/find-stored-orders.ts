import type { ClickHouse } from '../client/clickhouse.js';

const sql = `SELECT order_id, toString(event_id) AS event_id
FROM orders FINAL
WHERE site = {site:String} AND order_id IN {orderIds:Array(String)}`;

const chunkSize = 500;

/** See `Warehouse.findStoredOrders`. */
export async function findStoredOrders(
  clickhouse: ClickHouse,
  site: string,
  orderIds: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let start = 0; start < orderIds.length; start += chunkSize) {
    const rows = await clickhouse.rows<{ order_id: string; event_id: string }>(
      { action: 'look orders up', sql },
      { site, orderIds: orderIds.slice(start, start + chunkSize) },
    );
    for (const row of rows) found.set(row.order_id, row.event_id);
  }
  return found;
}
