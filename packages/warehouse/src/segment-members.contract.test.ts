import { randomUUID } from 'node:crypto';
import { buffer, text } from 'node:stream/consumers';
import type { SegmentTree } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPersonRow } from './rows/record-rows.js';
import { noon, store, toBlock, toLines } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const everyone: SegmentTree = { type: 'number', fact: 'visits', is: 'at_least', value: 1 };
const hourMs = 3_600_000;
const now = noon + hourMs;

describe.each(Object.entries(targets))('members of a segment on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  async function visit(site: string, visitor: string, over: Parameters<typeof store>[1] = {}): Promise<void> {
    const view = store({ type: 'page_view', path: '/' }, { site, visitor, sessionId: randomUUID(), ...over });
    await target.warehouse.insert(toBlock([view]));
  }

  async function link(site: string, visitor: string, customerId: string): Promise<void> {
    const row = toPersonRow({ site, visitor, customerId, proof: 'key', linkedAt: noon });
    await target.warehouse.insert({ table: 'persons', token: randomUUID(), rows: toLines([row]) });
  }

  const count = (site: string, tree: SegmentTree = everyone) => target.warehouse.countSegment({ site, tree, now });
  const file = (site: string, format: 'jsonl' | 'csv' | 'parquet') =>
    target.warehouse.segmentMembers({ site, tree: everyone, now, format });
  const stream = async (site: string, format: 'jsonl' | 'csv' | 'parquet') => (await file(site, format)).bytes;

  it('counts a customer once with all their visitors, and lists who came last first', async () => {
    const site = 'shop-1';
    const [one, two, three] = [
      '11111111-0000-4000-8000-000000000001',
      '22222222-0000-4000-8000-000000000002',
      '33333333-0000-4000-8000-000000000003',
    ];
    await visit(site, one);
    await visit(site, two, { occurredAt: noon + 5_000 });
    await visit(site, three, { occurredAt: noon + 1_000 });
    await link(site, one, 'c1');
    await link(site, two, 'c1');
    expect(await count(site)).toBe(2);
    expect(await target.warehouse.segmentSize({ site, tree: { type: 'not', of: everyone }, now })).toEqual({
      persons: 0,
      of: 2,
    });
    expect(await target.warehouse.segmentSize({ site, tree: everyone, now })).toEqual({ persons: 2, of: 2 });
    for (const format of ['jsonl', 'csv', 'parquet'] as const) expect((await file(site, format)).persons).toBe(2);
    const lines = (await text(await stream(site, 'jsonl'))).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { customerId: 'c1', visitors: [one, two], firstVisitAt: noon, lastVisitAt: noon + 5_000, visits: 2 },
      { customerId: '', visitors: [three], firstVisitAt: noon + 1_000, lastVisitAt: noon + 1_000, visits: 1 },
    ]);
  });

  it('lists last who never came, but bought at the till', async () => {
    const site = 'shop-till';
    const tree: SegmentTree = { type: 'number', fact: 'visits', is: 'at_least', value: 0 };
    const [buyer, visitor] = [randomUUID(), randomUUID()];
    const order = { orderId: 'O1', currency: 'EUR', totalMinor: 500, lines: [{ productId: 'P1', quantity: 1 }] };
    const over = { site, visitor: buyer, channel: 'till', occurredAt: noon + 5_000 };
    await target.warehouse.insert(toBlock([store({ type: 'purchase', order }, over)]));
    await visit(site, visitor);
    const list = async (format: 'jsonl' | 'csv') =>
      (await text((await target.warehouse.segmentMembers({ site, tree, now, format })).bytes)).trimEnd().split('\n');
    const lines = await list('jsonl');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { customerId: '', visitors: [visitor], firstVisitAt: noon, lastVisitAt: noon, visits: 1 },
      { customerId: '', visitors: [buyer], firstVisitAt: null, lastVisitAt: null, visits: 0 },
    ]);
    expect((await list('csv'))[2]).toBe(`"","${buyer}","","",0`);
    expect(await count(site, { type: 'number', fact: 'daysSinceLastVisit', is: 'at_least', value: 0 })).toBe(1);
  });

  it('leaves out the shop’s own people, bots, and who grants measurement alone', async () => {
    const site = 'shop-2';
    await visit(site, randomUUID(), { isInternal: true });
    await visit(site, randomUUID(), { isBot: true });
    await visit(site, randomUUID(), { purposes: ['measurement'] });
    const [colleague, sessionId] = [randomUUID(), randomUUID()];
    await visit(site, colleague, { sessionId, isInternal: true });
    await visit(site, colleague, { sessionId });
    expect(await count(site)).toBe(0);
    await visit(site, colleague);
    expect(await count(site)).toBe(1);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('makes the cell %j harmless in CSV', async (id) => {
    const site = `shop-${randomUUID()}`;
    const visitor = randomUUID();
    await visit(site, visitor);
    await link(site, visitor, id);
    const csv = await text(await stream(site, 'csv'));
    expect(csv).toBe(
      `"customer_id","visitors","first_visit","last_visit","visits"\n"'${id}","${visitor}","2026-10-01T12:00:00Z","2026-10-01T12:00:00Z",1\n`,
    );
  });

  it('gives Parquet', async () => {
    const site = 'shop-3';
    await visit(site, randomUUID());
    const bytes = await buffer(await stream(site, 'parquet'));
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
  });

  it('adds up a fact whose rows lie in several parts before it asks what the fact is of, and when it was', async () => {
    const site = 'shop-5';
    const over = { site, visitor: randomUUID(), sessionId: randomUUID() };
    const view = (topics: string[], minutesAgo: number) =>
      store({ type: 'page_view', path: '/p', topics }, { ...over, occurredAt: now - minutesAgo * 60_000 });
    const late = 24 * 60 + 1;
    await target.warehouse.insert(toBlock([view([], 1), view([], 2)]));
    await target.warehouse.insert(toBlock([view(['velo/casques'], late)]));
    const viewed = (atLeast: number) =>
      count(site, { type: 'viewed', topic: 'velo', atLeast, withinDays: 1 } satisfies SegmentTree);
    expect([await viewed(3), await viewed(4)]).toEqual([1, 0]);
    await target.clickhouse.run({ action: 'merge', sql: 'OPTIMIZE TABLE facts_by_kind FINAL' });
    expect([await viewed(3), await viewed(4)]).toEqual([1, 0]);
  });

  it('binds every value: SQL in a tree finds nobody and does nothing', async () => {
    const site = "o'shop";
    await visit(site, randomUUID());
    const evil = "') OR 1=1 -- \\' {p0:String} ; DROP TABLE events";
    const trees: SegmentTree[] = [
      { type: 'viewed', productId: evil, atLeast: 1 },
      { type: 'viewed', topic: evil, atLeast: 1 },
      { type: 'bought', productId: evil, atLeast: 1 },
      { type: 'bought', topic: evil, atLeast: 1 },
      { type: 'in_cart', productId: evil },
      { type: 'in_cart', topic: evil },
      { type: 'word', fact: 'country', among: [evil] },
      { type: 'order_share', topic: evil, is: 'at_least', value: 0 },
      { type: 'money', fact: 'cartValueMinor', currency: evil, is: 'more_than', valueMinor: 0 },
    ];
    for (const tree of trees) expect(await count(site, tree)).toBe(0);
    const { warehouse } = target;
    expect(await warehouse.isInSegment({ site, tree: everyone, now, person: { customerId: evil } })).toBe(false);
    expect(await count(site)).toBe(1);
  });

  it('sends no byte of an answer that ClickHouse can’t finish', async () => {
    const sql = 'SELECT number, throwIf(number = 3000000) FROM numbers(4000000)';
    await expect(target.clickhouse.file({ action: 'count', sql, format: 'JSONEachRow' })).rejects.toThrow(
      'ClickHouse did not count: FUNCTION_THROW_IF_VALUE_IS_NON_ZERO (395).',
    );
  });

  it('ends a stream in an error when ClickHouse dies in the middle of it', async () => {
    const site = 'shop-4';
    await target.clickhouse.run({
      action: 'fill',
      sql: `INSERT INTO session_facts (site, visitor, session, kind, first_at, last_at, events, views, is_visit, expires)
        SELECT '${site}', generateUUIDv4(number), generateUUIDv4(number + 1), 'session', now64(3), now64(3), 1, 1, true, '2100-01-01' FROM numbers(200000)`,
    });
    const members = await stream(site, 'jsonl');
    const reading = members[Symbol.asyncIterator]();
    await reading.next();
    await target.killAndRecover();
    const drain = async () => {
      while (!(await reading.next()).done);
    };
    await expect(drain()).rejects.toMatchObject({ name: 'WarehouseError', code: 'unavailable' });
    expect((await text(await stream(site, 'jsonl'))).trimEnd().split('\n')).toHaveLength(200_000);
  });
});
