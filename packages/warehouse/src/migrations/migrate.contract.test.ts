import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ClickHouse } from '../client/clickhouse.js';
import { Engine } from '../engine/engine.js';
import { openEmbedded } from '../open-warehouse.js';
import { abandonedCarts } from '../reports/funnel/abandoned-carts.js';
import { toReportStore } from '../reports/run-report.js';
import { aroundNoon } from '../testing/ask-report.js';
import { type Draft, store, toBlock } from '../testing/stored.js';
import { WarehouseError } from '../warehouse.js';
import { currentSessions } from './021-session-carts.js';
import { migrate, migrations } from './migrate.js';
import type { Migration } from './migration.js';
import { runAlone } from './run-alone.js';

const first: Migration = {
  version: 1,
  name: 'first',
  statements: ['CREATE TABLE IF NOT EXISTS one (n UInt8) ENGINE = MergeTree ORDER BY n'],
};
const second: Migration = {
  version: 2,
  name: 'second',
  statements: ['ALTER TABLE one ADD COLUMN IF NOT EXISTS m UInt8'],
};

let directory: string;
let engine: Engine;
let clickhouse: ClickHouse;
let database: string;
let turn = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sillage-migrate-'));
  engine = await Engine.start({ directory });
});

beforeEach(async () => {
  const server = connectTo('default');
  database = `try_${++turn}`;
  await server.run({ action: 'make', sql: `CREATE DATABASE ${database}` });
  await server.close();
  clickhouse = connectTo(database);
});

function connectTo(name: string): ClickHouse {
  return new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: name }));
}

afterAll(async () => {
  await clickhouse.close();
  await engine.stop();
  await rm(directory, { recursive: true });
});

async function applied(): Promise<unknown[]> {
  return clickhouse.rows({ action: 'read', sql: 'SELECT version, name FROM schema_migrations ORDER BY version' });
}

it('applies each step once, in order, and the new ones later', async () => {
  await migrate(clickhouse, [first]);
  await migrate(clickhouse, [first, second]);
  await migrate(clickhouse, [first, second]);
  expect(await applied()).toEqual([
    { version: 1, name: 'first' },
    { version: 2, name: 'second' },
  ]);
  await clickhouse.run({ action: 'use', sql: 'INSERT INTO one (n, m) VALUES (1, 2)' });
});

it('lets three nodes start at once: each step is applied by one of them', async () => {
  await Promise.all([migrate(clickhouse), migrate(clickhouse), migrate(clickhouse)]);
  expect(await applied()).toEqual(migrations.map(({ version, name }) => ({ version, name })));
});

it('waits for a node that is at it, and not for one that died at it', async () => {
  const dying = connectTo(database);
  const held = await new Promise<AbortSignal>((resolve, reject) => {
    runAlone(dying, async (signal) => {
      resolve(signal);
      await once(signal, 'abort');
    }).catch(reject);
  });
  const waiting = migrate(clickhouse, [first]).then(() => 'applied');
  expect(await Promise.race([waiting, delay(1_000, 'still waiting')])).toBe('still waiting');
  await dying.close();
  expect(await waiting).toBe('applied');
  expect(held.reason).toBeInstanceOf(WarehouseError);
});

it.each([
  ['steps', 18],
  ['carts', 21],
])('tells the %s of visits that were there before, though it was cut off in between', async (_, version) => {
  const before = migrations.slice(0, version - 1);
  await migrate(clickhouse, before);
  const [ann, bob] = ['1', '2'].map((digit) => `1111111${digit}-1111-4111-8111-111111111111`);
  const events = [
    [ann, 10, 'page_view', 3],
    [ann, 12, 'cart_add', 3],
    [ann, 11, 'cart_add', 3],
    [bob, 20, 'page_view', 2],
    [bob, 21, 'product_view', 3],
  ];
  const values = events.map(
    ([visitor, second, type, purposes]) =>
      `('shop', '${visitor}', '${visitor}', generateUUIDv4(), '2026-09-01 10:00:${second}', '${type}', ${purposes}, 'T1', 1, 500, 'EUR', 'web', 'mobile', 'consent', today() + 30)`,
  );
  await clickhouse.run({
    action: 'store',
    sql: `INSERT INTO events (site, visitor, session, id, ts, type, purposes, product_id, quantity, price_minor, currency, channel, device, basis, expires) VALUES ${values.join(', ')}`,
  });
  const step = migrations[version - 1] as Migration;
  const cut: Migration = { ...step, statements: [...step.statements, 'THIS IS NO SQL'] };
  await expect(migrate(clickhouse, [...before, cut])).rejects.toMatchObject({ code: 'refused' });
  await migrate(clickhouse);
  const sessions = await clickhouse.rows<Record<string, unknown>>({
    action: 'read',
    sql: 'SELECT * REPLACE (arraySort(cart_changes) AS cart_changes) FROM sessions FINAL ORDER BY visitor',
  });
  const ofEvents = await clickhouse.rows({
    action: 'read',
    sql: `SELECT * REPLACE (CAST(is_visit, 'Bool') AS is_visit, arraySort(cart_changes) AS cart_changes) FROM (${currentSessions} GROUP BY site, visitor, session) ORDER BY visitor`,
  });
  expect(sessions).toEqual(ofEvents);
  expect(sessions).toMatchObject([
    { events: '3', page_views: '1', first_cart_at: '2026-09-01 10:00:11.000', first_order_at: null },
    { events: '2', first_page_at: null, first_product_at: '2026-09-01 10:00:21.000', cart_changes: [] },
  ]);
  const day = '2026-09-01';
  const { rows } = await toReportStore(clickhouse).report(abandonedCarts, { ...aroundNoon, from: day, to: day });
  expect(rows).toEqual([[day, 1, 1, 1, 1_000]]);
});

it('leaves views that know a block again after a restart, though it came when the schema was made just before', async () => {
  const own = { kind: 'embedded', directory: join(directory, 'restarted') } as const;
  const order = {
    orderId: 'o-1',
    currency: 'EUR',
    totalMinor: 100,
    lines: [{ productId: 'T1', quantity: 1, topics: [] }],
  };
  const drafts: Draft[] = [
    { type: 'page_view', path: '/' },
    { type: 'purchase', order },
    { type: 'refund', refund: { orderId: 'o-1' } },
  ];
  const block = toBlock(drafts.map((draft) => store(draft)));
  const stored: unknown[][] = [];
  for (const _ of ['before', 'after']) {
    const opened = await openEmbedded(own);
    const asked = new ClickHouse(() => ({
      url: opened.engine.url,
      headers: opened.engine.headers,
      database: 'sillage',
    }));
    await opened.warehouse.insert(block);
    stored.push(
      await asked.rows({
        action: 'read',
        sql: `SELECT table, sum(rows) AS rows FROM system.parts WHERE active AND database = currentDatabase() AND table != 'schema_migrations'
          GROUP BY table ORDER BY table`,
      }),
    );
    await asked.close();
    await opened.warehouse.close();
  }
  const [before, after] = stored;
  expect(before).toMatchObject(
    ['events', 'facts_by_kind', 'orders', 'refunds', 'session_facts', 'sessions'].map((table) => ({ table })),
  );
  expect(after).toEqual(before);
});

it('repeats a step that was cut off', async () => {
  const cut: Migration = { ...second, statements: [...second.statements, 'THIS IS NO SQL'] };
  await migrate(clickhouse, [first]);
  await expect(migrate(clickhouse, [first, cut])).rejects.toMatchObject({ code: 'refused' });
  await migrate(clickhouse, [first, second]);
  expect(await applied()).toHaveLength(2);
});

it('refuses a step that was applied in another form', async () => {
  await migrate(clickhouse, [first]);
  const changed = { ...first, statements: ['CREATE TABLE IF NOT EXISTS two (n UInt8) ENGINE = MergeTree ORDER BY n'] };
  await expect(migrate(clickhouse, [changed])).rejects.toMatchObject({
    code: 'migration',
    message: expect.stringContaining('first'),
  });
});

it('refuses a schema that is newer than it knows', async () => {
  await migrate(clickhouse, [first, second]);
  await expect(migrate(clickhouse, [first])).rejects.toMatchObject({ code: 'migration' });
});
