import type { ClickHouse } from '../client/clickhouse.js';
import type { VisitorRef } from '../warehouse.js';

const sql = `SELECT customer_id
FROM persons
WHERE site = {site:String} AND visitor = {visitor:UUID}
GROUP BY customer_id
ORDER BY max(linked_at) DESC, customer_id`;

/** See `Warehouse.customerIdsOf`: the customer that was linked last comes first. */
export async function customerIdsOf(clickhouse: ClickHouse, { site, visitor }: VisitorRef): Promise<string[]> {
  const rows = await clickhouse.rows<{ customer_id: string }>({ action: 'read customer ids', sql }, { site, visitor });
  return rows.map((row) => row.customer_id);
}
