import type { ClickHouse } from '../client/clickhouse.js';
import type { StoredDefinition } from '../definition.js';

/** Of all sites: there are as many definitions as people have made. */
const sql = `SELECT site, kind, id, version, body, toFloat64(toUnixTimestamp64Milli(changed_at)) AS changedAt
FROM (SELECT * FROM definitions ORDER BY version DESC LIMIT 1 BY site, kind, id)
WHERE NOT is_deleted
ORDER BY site, kind, id`;

/** Each change is a row more, and none ever goes. */
const markSql = 'SELECT toFloat64(uniqExact(site, kind, id, version)) AS mark FROM definitions';

/** See `Warehouse.readDefinitions`. */
export async function readDefinitions(clickhouse: ClickHouse): Promise<StoredDefinition[]> {
  return clickhouse.rows<StoredDefinition>({ action: 'read definitions', sql, timeoutMs: 10_000 });
}

/** See `Warehouse.markDefinitions`. */
export async function markDefinitions(clickhouse: ClickHouse): Promise<number> {
  const query = { action: 'look for changed definitions', sql: markSql, timeoutMs: 5_000 };
  const [row] = await clickhouse.rows<{ mark: number }>(query);
  return row?.mark ?? 0;
}
