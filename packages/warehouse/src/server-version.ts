import type { ClickHouse } from './client/clickhouse.js';
import { WarehouseError } from './warehouse.js';

/** The oldest ClickHouse that the contract suite has run against; see decisions/0013. */
export const oldestVersion = '26.7';

/** Throws WarehouseError `too_old`. */
export async function checkVersion(clickhouse: ClickHouse): Promise<void> {
  const [row] = await clickhouse.rows<{ version: string }>({
    action: 'tell its version',
    sql: 'SELECT version() AS version',
  });
  const version = row?.version ?? '';
  if (compareVersions(version, oldestVersion) >= 0) return;
  throw new WarehouseError(
    'too_old',
    `ClickHouse ${version || 'of unknown version'} is older than ${oldestVersion}, the oldest that Sillage supports.`,
  );
}

/** Below 0 when `a` is the older; by year and month, `26.7.2.1` as `26.7`. */
export function compareVersions(a: string, b: string): number {
  const [aYear = 0, aMonth = 0] = a.split('.').map(Number);
  const [bYear = 0, bMonth = 0] = b.split('.').map(Number);
  return aYear - bYear || aMonth - bMonth;
}
