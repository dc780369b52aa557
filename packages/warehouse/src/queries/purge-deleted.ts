import type { ClickHouse } from '../client/clickhouse.js';

const masked = `SELECT DISTINCT table
FROM system.parts
WHERE active AND database = currentDatabase() AND has_lightweight_delete
  AND modification_time <= now() - {ageSeconds:UInt32}`;

/**
 * Erased rows are masked, and leave the disk when their part is merged; an old month's parts may never be. This starts
 * rewriting the tables that have held masked rows for that long, in the background of ClickHouse.
 */
export async function purgeDeleted(clickhouse: ClickHouse, ageSeconds: number): Promise<void> {
  const action = 'purge erased rows';
  const tables = await clickhouse.rows<{ table: string }>({ action, sql: masked }, { ageSeconds });
  for (const { table } of tables) {
    await clickhouse.run({ action, sql: 'ALTER TABLE {table:Identifier} APPLY DELETED MASK' }, { table });
  }
}
