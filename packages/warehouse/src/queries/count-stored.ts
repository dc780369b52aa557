import type { ClickHouse } from '../client/clickhouse.js';
import type { StoredCounts } from '../warehouse.js';

/** Rows of `events` come from the parts' own counts; a visitor has few proofs, so that `consents` is the short way to visitors. */
const sql = `SELECT
  (SELECT toFloat64(count()) FROM events) AS events,
  (SELECT toFloat64(uniq(site, visitor)) FROM consents) AS visitors`;

/** See `Warehouse.countStored`. */
export async function countStored(clickhouse: ClickHouse): Promise<StoredCounts> {
  const [counts] = await clickhouse.rows<StoredCounts>({ action: 'count what is stored', sql });
  return counts ?? { events: 0, visitors: 0 };
}
