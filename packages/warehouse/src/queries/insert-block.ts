import type { ClickHouse } from '../client/clickhouse.js';
import { type Block, loadedTables, WarehouseError } from '../warehouse.js';

/** Settles within this or is in doubt; to be sent again either way. */
const timeoutMs = 60_000;

/** See `Warehouse.insert`. */
export async function insertBlock(clickhouse: ClickHouse, { table, token, rows }: Block): Promise<void> {
  // The table's name is the one part of the text that is not bound: only one of the list gets there.
  if (!loadedTables.includes(table)) throw new WarehouseError('refused', 'There is no such table to insert into.');
  const query = {
    action: `insert into ${table}`,
    sql: `INSERT INTO ${table} FORMAT JSONEachRow`,
    timeoutMs,
    // readers add up what is not merged yet: merging within the block first is a quarter of an insert's processor time
    settings: { insert_deduplicate: 1, insert_deduplication_token: token, optimize_on_insert: 0 } as const,
  };
  await clickhouse.insertLines(query, rows);
}
