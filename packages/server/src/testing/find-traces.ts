import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { uuidPattern } from '@sillage/protocol';
import { ClickHouse } from '@sillage/warehouse/clickhouse';
import { openEmbedded } from '@sillage/warehouse/open';

const action = 'search';

/**
 * Where each of the texts stands in the data directory of a server that has stopped, sorted: `table x` for a row of x in any
 * column, masked rows too, `file y` for a file outside of ClickHouse's parts, `part of x` for what a part's bytes show as they
 * are. Before, ClickHouse is let do what it does by itself a day after an erasure.
 */
export async function findTraces(dataDir: string, texts: Record<string, string>): Promise<Record<string, string[]>> {
  await withEngine(dataDir, purge);
  // the pace of cleaning up holds from the next start on
  const { inTables, tableOf } = await withEngine(dataDir, async (clickhouse) => {
    await until(clickhouse, nothingReplaced);
    return { inTables: await searchTables(clickhouse, texts), tableOf: await pathsOfTables(clickhouse) };
  });
  const found: Record<string, Set<string>> = {};
  for (const name of Object.keys(texts)) found[name] = new Set();
  for (const [name, place] of inTables) found[name]?.add(place);
  for (const path of filesOf(dataDir)) {
    const bytes = readFileSync(path);
    const table = tableOf(path);
    const place = table === undefined ? `file ${relative(dataDir, path)}` : `part of ${table}`;
    for (const [name, text] of Object.entries(texts)) {
      if (formsOf(text).some((form) => bytes.includes(form))) found[name]?.add(place);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([name, places]) => [name, [...places].sort()]));
}

async function withEngine<T>(dataDir: string, work: (clickhouse: ClickHouse) => Promise<T>): Promise<T> {
  const directory = join(dataDir, 'clickhouse');
  const { warehouse, engine } = await openEmbedded({ kind: 'embedded', directory, purgeAfterMs: 0 });
  const clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
  try {
    return await work(clickhouse);
  } finally {
    await clickhouse.close();
    await warehouse.close();
  }
}

const soon =
  'old_parts_lifetime = 0, cleanup_delay_period = 1, cleanup_delay_period_random_add = 0, max_cleanup_delay_period = 1';

/** Erased rows are rewritten, and the last mutation of no table names a visitor. */
async function purge(clickhouse: ClickHouse): Promise<void> {
  const sql = "SELECT name FROM system.tables WHERE database = 'sillage' AND engine LIKE '%MergeTree'";
  for (const { name: table } of await clickhouse.rows<{ name: string }>({ action, sql })) {
    await clickhouse.run({ action, sql: `ALTER TABLE ${table} MODIFY SETTING ${soon}` });
  }
  await until(
    clickhouse,
    `SELECT (SELECT count() FROM system.parts WHERE database = 'sillage' AND active AND has_lightweight_delete)
      + (SELECT count() FROM system.mutations WHERE database = 'sillage' AND NOT is_done)
      + (SELECT countIf(position(last, 'visitor') > 0) FROM (
          SELECT argMax(command, toUInt64OrZero(extract(mutation_id, '[0-9]+'))) AS last FROM system.mutations WHERE database = 'sillage' GROUP BY table)) AS n`,
  );
}

const nothingReplaced = `SELECT (SELECT count() FROM system.parts WHERE database = 'sillage' AND NOT active)
  + (SELECT count() FROM system.mutations WHERE database = 'sillage' AND position(command, 'visitor') > 0) AS n`;

async function until(clickhouse: ClickHouse, countOfLeft: string): Promise<void> {
  const deadline = Date.now() + 90_000;
  while (Date.now() < deadline) {
    const [row] = await clickhouse.rows<{ n: string }>({ action, sql: countOfLeft });
    if (row?.n === '0') return;
    await wait(200);
  }
  throw new Error('ClickHouse did not settle within 90 s.');
}

async function searchTables(clickhouse: ClickHouse, texts: Record<string, string>): Promise<[string, string][]> {
  const columns = await clickhouse.rows<{ table: string; names: string }>({
    action,
    sql: `SELECT table, arrayStringConcat(groupArray(name), ', ') AS names
      FROM system.columns WHERE database = 'sillage' AND table NOT LIKE '%_from_%' GROUP BY table ORDER BY table`,
  });
  const found: [string, string][] = [];
  for (const { table, names } of columns) {
    for (const [name, text] of Object.entries(texts)) {
      const sql = `SELECT count() > 0 AS holds FROM ${table}
        WHERE position(formatRowNoNewline('JSONEachRow', ${names}), {text:String}) > 0 SETTINGS apply_deleted_mask = 0`;
      const [row] = await clickhouse.rows<{ holds: number }>({ action, sql }, { text });
      if (row?.holds) found.push([name, `table ${table}`]);
    }
  }
  return found;
}

async function pathsOfTables(clickhouse: ClickHouse): Promise<(path: string) => string | undefined> {
  const rows = await clickhouse.rows<{ name: string; paths: string[] }>({
    action,
    sql: "SELECT name, data_paths AS paths FROM system.tables WHERE database = 'sillage' AND engine LIKE '%MergeTree'",
  });
  return (path) => rows.find(({ paths }) => paths.some((each) => isPartOf(each, path)))?.name;
}

/** Mutations and logs of a table stand beside its parts, and are files like others. */
function isPartOf(folder: string, path: string): boolean {
  return path.startsWith(folder) && path.slice(folder.length).includes('/');
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** As text, and a UUID as its bytes, in the order of RFC 9562 and in that of ClickHouse. */
function formsOf(text: string): Buffer[] {
  if (!uuidPattern.test(text)) return [Buffer.from(text)];
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  const halves = [Buffer.from(bytes.subarray(0, 8)).reverse(), Buffer.from(bytes.subarray(8)).reverse()];
  return [Buffer.from(text), bytes, Buffer.concat(halves)];
}
