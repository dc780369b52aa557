import type { ClickHouse } from '../client/clickhouse.js';

const sql = `SELECT order_id, toString(event_id) AS event_id
FROM orders FINAL
WHERE site = {site:String} AND order_id IN {orderIds:Array(String)}`;

/** Ids of one query, and their bytes: written as a parameter each byte may take six, and ClickHouse takes 128 KiB. */
const chunkSize = 500;
const chunkBytes = 16_384;

/** See `Warehouse.findStoredOrders`. */
export async function findStoredOrders(
  clickhouse: ClickHouse,
  site: string,
  orderIds: readonly string[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const chunk of toChunks(orderIds)) {
    const rows = await clickhouse.rows<{ order_id: string; event_id: string }>(
      { action: 'look orders up', sql },
      { site, orderIds: chunk },
    );
    for (const row of rows) found.set(row.order_id, row.event_id);
  }
  return found;
}

function* toChunks(orderIds: readonly string[]): Generator<string[]> {
  let chunk: string[] = [];
  let bytes = 0;
  for (const orderId of orderIds) {
    const more = Buffer.byteLength(orderId);
    if (chunk.length === chunkSize || (chunk.length > 0 && bytes + more > chunkBytes)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(orderId);
    bytes += more;
  }
  if (chunk.length > 0) yield chunk;
}
