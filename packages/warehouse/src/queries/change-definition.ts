import { randomUUID } from 'node:crypto';
import type { ClickHouse } from '../client/clickhouse.js';
import type { ChangeOutcome, DefinitionChange } from '../definition.js';
import { WarehouseError } from '../warehouse.js';

const latestSql = `SELECT version, toString(change) AS change, is_deleted
FROM definitions
WHERE site = {site:String} AND kind = {kind:String} AND id = {id:String}
ORDER BY version DESC
LIMIT 1`;

const isOursSql = `SELECT count() > 0 AS ours
FROM definitions
WHERE site = {site:String} AND kind = {kind:String} AND id = {id:String} AND version = {version:UInt32}
  AND change = {change:UUID}`;

interface Latest {
  version: number;
  is_deleted: boolean;
}

/** Writers of one definition at one moment are people and scripts: few. */
const rounds = 20;

/**
 * See `Warehouse.changeDefinition`. The deduplication token of a row is its version: of several nodes that make the same
 * version, ClickHouse takes the first row and drops the others, and each then reads whose it was.
 */
export async function changeDefinition(clickhouse: ClickHouse, change: DefinitionChange): Promise<ChangeOutcome> {
  for (let round = 0; round < rounds; round++) {
    const latest = await readLatest(clickhouse, change);
    const standing = latest && !latest.is_deleted ? latest.version : 0;
    const isExpected = change.expectedVersion === undefined || change.expectedVersion === standing;
    if (!isExpected || (change.body === undefined && standing === 0)) return { isDone: false, version: standing };
    const version = (latest?.version ?? 0) + 1;
    if (await insertVersion(clickhouse, change, version)) return { isDone: true, version };
  }
  throw new WarehouseError('unavailable', 'Others change this definition all the time.');
}

async function readLatest(clickhouse: ClickHouse, { site, kind, id }: DefinitionChange): Promise<Latest | undefined> {
  const query = { action: 'read a definition', sql: latestSql };
  const [latest] = await clickhouse.rows<Latest>(query, { site, kind, id });
  return latest;
}

async function insertVersion(clickhouse: ClickHouse, change: DefinitionChange, version: number): Promise<boolean> {
  const { site, kind, id, body = '', changedAt } = change;
  const name = randomUUID();
  const row = { site, kind, id, version, change: name, body, is_deleted: change.body === undefined };
  await clickhouse.insertLines(
    {
      action: 'change a definition',
      sql: 'INSERT INTO definitions FORMAT JSONEachRow',
      settings: { insert_deduplicate: 1, insert_deduplication_token: `${site}/${kind}/${id}/${version}` },
    },
    Buffer.from(`${JSON.stringify({ ...row, changed_at: changedAt })}\n`),
  );
  const query = { action: 'read whose change it was', sql: isOursSql };
  const [answer] = await clickhouse.rows<{ ours: boolean | number }>(query, { site, kind, id, version, change: name });
  return Boolean(answer?.ours);
}
