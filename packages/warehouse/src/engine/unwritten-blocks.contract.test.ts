import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ClickHouse } from '../client/clickhouse.js';
import { openEmbedded } from '../open-warehouse.js';
import { store, toBlock } from '../testing/stored.js';
import type { Block } from '../warehouse.js';

/** Each table that a purchase reaches → how often it says that it was stored. */
const storedSql = {
  events: 'SELECT count() FROM events',
  sessions: 'SELECT sum(events) FROM sessions',
  session_facts: "SELECT sumIf(events, kind = 'order') FROM session_facts",
  facts_by_kind: "SELECT sumIf(events, kind = 'order') FROM facts_by_kind",
  orders: 'SELECT count() FROM orders',
};
const tables = Object.keys(storedSql) as (keyof typeof storedSql)[];

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sillage-unwritten-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

async function open() {
  const { warehouse, engine } = await openEmbedded({ kind: 'embedded', directory });
  const clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
  const one = async (sql: string) => (await clickhouse.rows<{ value: string }>({ action: 'ask', sql }))[0]?.value ?? '';
  return {
    send: async (blocks: readonly Block[]) => {
      for (const block of blocks) await warehouse.insert(block);
    },
    keepParts: () => clickhouse.run({ action: 'stop merges', sql: 'SYSTEM STOP MERGES' }),
    merge: (table: string) => clickhouse.run({ action: 'merge', sql: `OPTIMIZE TABLE ${table} FINAL` }),
    pathOf: (table: string) =>
      one(`SELECT data_paths[1] AS value FROM system.tables WHERE database = 'sillage' AND name = '${table}'`),
    stored: async () => {
      const counts = await Promise.all(tables.map((table) => one(`SELECT toString((${storedSql[table]})) AS value`)));
      return Object.fromEntries(tables.map((table, index) => [table, Number(counts[index])]));
    },
    close: async () => {
      await clickhouse.close();
      await warehouse.close();
    },
  };
}

const purchase = () => {
  const [sessionId, orderId] = [randomUUID(), randomUUID()];
  return toBlock([
    store({ type: 'purchase', order: { orderId, currency: 'EUR', totalMinor: 100, lines: [] } }, { sessionId }),
  ]);
};

/** What a kill leaves behind that came between ClickHouse's note of a block and the naming of its part. */
async function takeNewestPart(path: string): Promise<void> {
  const parts = (await readdir(path)).filter((name) => /^[^_]+_\d+_\d+_0$/.test(name));
  const newest = parts.sort((a, b) => Number(a.split('_')[1]) - Number(b.split('_')[1])).at(-1);
  await rm(join(path, newest as string), { recursive: true });
}

it.each(tables)(
  'a block that %s had noted but not stored when it was killed is stored when it is sent again',
  async (table) => {
    const before = await open();
    await before.keepParts();
    const blocks = [purchase(), purchase(), purchase()];
    await before.send(blocks);
    const path = await before.pathOf(table);
    await before.close();
    await takeNewestPart(path);
    const after = await open();
    expect(await after.stored()).toMatchObject({ [table]: 2 });
    await after.send(blocks);
    expect(await after.stored()).toEqual(Object.fromEntries(tables.map((name) => [name, 3])));
    await after.close();
  },
);

it('blocks whose parts were merged, or noted after a record that was cut off, are known after the next start', async () => {
  const merged = [purchase(), purchase()];
  const first = await open();
  await first.send(merged);
  for (const table of tables) await first.merge(table);
  const paths = await Promise.all(tables.map((table) => first.pathOf(table)));
  await first.close();
  for (const path of paths) await appendFile(join(path, 'deduplication_logs', 'deduplication_log_1.txt'), '1\t2026');
  const late = [purchase(), purchase()];
  const second = await open();
  await second.send(late);
  await second.close();
  const third = await open();
  await third.send([...merged, ...late]);
  expect(await third.stored()).toEqual(Object.fromEntries(tables.map((name) => [name, 4])));
  await third.close();
});
