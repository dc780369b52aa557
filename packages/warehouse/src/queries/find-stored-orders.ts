import type { ClickHouse } from '../client/clickhouse.js';

const sql = `SELECT order_id, toString(event_id) AS event, toString(session) AS session_id,
  toFloat64(toUnixTimestamp64Milli(ts)) AS at
FROM orders FINAL
WHERE site = {site:String} AND order_id IN {orderIds:Array(String)}`;

const chunkSize = 500;

/** Which event brought an order. */
export interface StoredOrder {
  eventId: string;
  /** Of the event: nil where the visitor was erased. */
  sessionId: string;
  at: number;
}

/** Those of the orders that `orders` has, by order id: the first to have come, where there were several. */
export async function findOrders(
  clickhouse: ClickHouse,
  site: string,
  orderIds: readonly string[],
): Promise<Map<string, StoredOrder>> {
  const found = new Map<string, StoredOrder>();
  for (let start = 0; start < orderIds.length; start += chunkSize) {
    const rows = await clickhouse.rows<{ order_id: string; event: string; session_id: string; at: number }>(
      { action: 'look orders up', sql },
      { site, orderIds: orderIds.slice(start, start + chunkSize) },
    );
    for (const row of rows) found.set(row.order_id, { eventId: row.event, sessionId: row.session_id, at: row.at });
  }
  return found;
}

/** See `Warehouse.findStoredOrders`. */
export async function findStoredOrders(
  clickhouse: ClickHouse,
  site: string,
  orderIds: readonly string[],
): Promise<Map<string, string>> {
  const found = await findOrders(clickhouse, site, orderIds);
  return new Map([...found].map(([orderId, { eventId }]) => [orderId, eventId]));
}
