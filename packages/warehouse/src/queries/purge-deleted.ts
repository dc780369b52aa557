import type { ClickHouse } from '../client/clickhouse.js';

export interface PurgeOptions {
  /**
   * Milliseconds for which what was erased or withdrawn may be on ClickHouse's disk, unreadable, before its removal begins.
   * Default 86,400,000 (a day): a removal rewrites the months that hold it, so that many are done at once.
   */
  purgeAfterMs?: number;
}

const defaultPurgeAfterMs = 86_400_000;
const longestTickMs = 3_600_000;
const shortestTickMs = 1_000;

/** Tables with masked rows, or whose last mutation names visitors or customers: the last one is kept, whatever the setting. Not while one runs. */
const unpurged = `SELECT table FROM (
  SELECT table FROM system.parts
  WHERE active AND database = currentDatabase() AND has_lightweight_delete
    AND modification_time <= now() - {ageSeconds:UInt32}
  UNION DISTINCT
  SELECT table FROM system.mutations
  WHERE database = currentDatabase()
  GROUP BY table
  HAVING match(argMax(command, toUInt64OrZero(extract(mutation_id, '[0-9]+'))), 'visitor|customer')
    AND max(create_time) <= now() - {ageSeconds:UInt32}
)
WHERE table NOT IN (SELECT table FROM system.mutations WHERE database = currentDatabase() AND NOT is_done)
ORDER BY table`;

/**
 * Erased rows are masked, and leave the disk when their part is merged; an old month's parts may never be. This starts
 * rewriting the tables that have held masked rows for that long, in the background of ClickHouse. It is a mutation too, behind
 * which ClickHouse forgets those that named them.
 */
export async function purgeDeleted(clickhouse: ClickHouse, ageSeconds: number): Promise<void> {
  const action = 'purge erased rows';
  const tables = await clickhouse.rows<{ table: string }>({ action, sql: unpurged }, { ageSeconds });
  for (const { table } of tables) {
    await clickhouse.run({ action, sql: 'ALTER TABLE {table:Identifier} APPLY DELETED MASK' }, { table });
  }
}

/** Purges for as long as the warehouse is open, and looks four times in `purgeAfterMs`, at least once an hour. */
export function keepPurging(clickhouse: ClickHouse, purgeAfterMs = defaultPurgeAfterMs): { stop(): void } {
  const everyMs = Math.max(shortestTickMs, Math.min(longestTickMs, purgeAfterMs / 4));
  let isPurging = false;
  const timer = setInterval(async () => {
    if (isPurging) return;
    isPurging = true;
    await purgeDeleted(clickhouse, Math.ceil(purgeAfterMs / 1000)).catch(() => undefined); // away: the next time will do
    isPurging = false;
  }, everyMs).unref();
  return { stop: () => clearInterval(timer) };
}
