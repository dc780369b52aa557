import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChainVerifier, type ProofHead } from '@sillage/warehouse';
import { ClickHouse } from '@sillage/warehouse/clickhouse';
import { openEmbedded } from '@sillage/warehouse/open';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JournalRecord } from '../event-store.js';
import { type EventStoreOptions, openEventStore } from '../open-event-store.js';
import { consentRecord, pageViewRecord, purchaseRecord } from '../testing/journal-records.js';
import { quietLogger } from '../testing/quiet-logger.js';
import { type LoaderStep, loaderSteps } from './loader.js';

let root: string;
let directory: string;
let site: string;
let embedded: Awaited<ReturnType<typeof openEmbedded>>;
let clickhouse: ClickHouse;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'loader-contract-'));
  embedded = await openEmbedded({ kind: 'embedded', directory: join(root, 'warehouse') });
  const { engine } = embedded;
  clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
});
afterAll(async () => {
  await clickhouse.close();
  await embedded.warehouse.close();
  await rm(root, { recursive: true });
});
beforeEach(() => {
  site = `shop-${crypto.randomUUID()}`;
  directory = join(root, site);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = (options: Partial<EventStoreOptions> = {}) =>
  openEventStore({ directory, warehouse: embedded.warehouse, logger: quietLogger, loadIntervalMs: 20, ...options });

/** Rows, ids, orders and what the views say of them. */
async function countStored() {
  const [counts] = await clickhouse.rows<Record<string, number>>(
    {
      action: 'count',
      sql: `SELECT
        (SELECT count() FROM events WHERE site = {site:String}) AS rows,
        (SELECT uniqExact(id) FROM events WHERE site = {site:String}) AS ids,
        (SELECT sum(events) FROM sessions WHERE site = {site:String}) AS in_sessions,
        (SELECT uniqExact(order_id) FROM orders WHERE site = {site:String}) AS orders,
        (SELECT count() FROM orders WHERE site = {site:String}) AS order_rows`,
    },
    { site },
  );
  return Object.fromEntries(Object.entries(counts ?? {}).map(([name, count]) => [name, Number(count)]));
}

const exactly = (events: number, orders: number) => ({
  rows: events,
  ids: events,
  in_sessions: events,
  orders,
  order_rows: orders,
});

/** Events over three months, one in ten of them an order, whose numbers count from `first`. */
function someRecords(count: number, first = 0): JournalRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const stored = { site, occurredAt: Date.now() - (index % 3) * 31 * 86_400_000 };
    return index % 10 === 0 ? purchaseRecord(`o-${first + index}`, stored) : pageViewRecord(stored);
  });
}

const someConsents = (count: number) => Array.from({ length: count }, () => consentRecord({ site }));

/** What is stored of the one chain of the site, which ends at this head. */
async function verifyStored([head]: readonly ProofHead[]) {
  const verifier = new ChainVerifier(head?.chain ?? '', head ? [head] : []);
  for await (const proof of embedded.warehouse.proofs({ site })) verifier.add(proof);
  return verifier.end(head?.number);
}

const intact = (proofs: number) => ({ proofs, isHeadKnown: true, faults: [] });

const crashes = loaderSteps.flatMap((step) => [1, 2].map((time) => ({ step, time })));

test.each(crashes)('a crash at $step (time $time) leaves everything there once', async ({ step, time }) => {
  const visitor = crypto.randomUUID();
  let countdown = time;
  const dieAt = (at: LoaderStep) => {
    if (at === step) countdown -= 1;
    if (countdown <= 0) throw new Error('crash');
  };
  const dead = await open({ onLoaderStep: dieAt });
  await dead.append([pageViewRecord({ site, visitor }), ...someRecords(30), ...someConsents(5)]);
  await dead.append([{ kind: 'erasure', site, visitor, at: Date.now() }, ...someConsents(2)]);
  await dead.drain(300);
  const store = await open();
  await store.append(someConsents(1));
  const heads = store.proofHeads(site);
  expect(await store.drain()).toBe(true);
  expect(await countStored()).toEqual(exactly(30, 3));
  expect(await verifyStored(heads)).toMatchObject(intact(8));
});

test('an engine that is killed with -9 while blocks are loaded has everything once', async () => {
  const store = await open();
  let acknowledged = 0;
  for (let round = 0; round < 5; round += 1) {
    for (let batch = 0; batch < 20; batch += 1) {
      await store.append([...someRecords(100, acknowledged), ...someConsents(1)]);
      acknowledged += 100;
    }
    const killed = embedded.engine.pid as number;
    process.kill(killed, 'SIGKILL');
    while (embedded.engine.pid === killed || !(await embedded.warehouse.ping())) await new Promise(setImmediate);
  }
  const heads = store.proofHeads(site);
  expect(await store.drain(60_000)).toBe(true);
  expect(await countStored()).toEqual(exactly(acknowledged, acknowledged / 10));
  expect(await verifyStored(heads)).toMatchObject(intact(acknowledged / 100));
}, 180_000);

test('an event and an order that another node has stored are not stored again', async () => {
  const records = someRecords(20);
  const first = await open();
  await first.append(records);
  expect(await first.drain()).toBe(true);
  await rm(directory, { recursive: true });
  const second = await open();
  await second.append([...records.map((record) => ({ ...record, isSuspect: true })), purchaseRecord('o-10', { site })]);
  expect(await second.drain()).toBe(true);
  expect(second.stats().duplicatesFoundAtLoad).toBe(21);
  expect(await countStored()).toEqual(exactly(20, 2));
});

test('a row that ClickHouse can not read goes to the rejected events and holds nothing up', async () => {
  const bad = pageViewRecord({ site });
  bad.stored.visitor = 'not-a-uuid';
  const store = await open();
  await store.append([...someRecords(20), bad, ...someRecords(20, 100)]);
  expect(await store.drain()).toBe(true);
  expect(store.stats()).toMatchObject({ rowsRefusedAtLoad: 1, unloadedBytes: 0 });
  expect(await countStored()).toMatchObject({ rows: 40, in_sessions: 40 });
  const rejected = await clickhouse.rows<{ reason: string; event_id: string }>(
    { action: 'read', sql: 'SELECT reason, event_id FROM rejected_events WHERE site = {site:String}' },
    { site },
  );
  expect(rejected).toEqual([{ reason: 'not_storable', event_id: bad.stored.id }]);
});
