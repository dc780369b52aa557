import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { erasedTables, spareTables } from './queries/erase-visitors.js';
import { purgeDeleted } from './queries/purge-deleted.js';
import { toConsentRow, toPersonRow, toRejectionRow } from './rows/record-rows.js';
import type { StoredEvent } from './stored-event.js';
import { orderId, shoppingTrip } from './testing/shopping-trip.js';
import { noon, store, toBlock, toLines } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const site = 'shop';
const measurement = 1;
const personalisation = 2;
const later = noon + 40 * 86_400_000;

describe.each(Object.entries(targets))('erasure and withdrawal on the %s', (_, open) => {
  let target: Target;
  let visitor: string;
  let other: string;
  let customerId: string;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());
  beforeEach(() => {
    [visitor, other, customerId] = [randomUUID(), randomUUID(), randomUUID()];
  });

  async function load(who: string, over: Partial<StoredEvent> = {}): Promise<void> {
    const { first, second } = shoppingTrip(who, over);
    await target.warehouse.insert(toBlock(first));
    await target.warehouse.insert(toBlock(second));
  }

  async function identify(who: string): Promise<void> {
    const person = toPersonRow({ site, visitor: who, customerId, proof: 'key', linkedAt: noon });
    await target.warehouse.insert({ table: 'persons', token: randomUUID(), rows: toLines([person]) });
  }

  async function consent(who: string): Promise<void> {
    const row = toConsentRow({
      proofId: randomUUID(),
      site,
      visitor: who,
      states: { measurement: 'granted', personalisation: 'granted' },
      decidedAt: noon,
      expiresAt: later,
      policyVersion: '1',
      bannerTextHash: '',
      language: 'fr',
      sourceName: 'api',
      sourceVersion: '',
      sourceConsentId: '',
      gpc: false,
      sdk: 'sillage-js/0.1.0',
    });
    await target.warehouse.insert({ table: 'consents', token: randomUUID(), rows: toLines([row]) });
  }

  /** Names of the tables in which any column of any row holds the text. */
  /** An event of the visitor that was not stored, in which the customer is named. */
  function refuse(of: string): Promise<void> {
    const body = JSON.stringify({ type: 'dance', customerId });
    const told = { reason: 'unknown_type', detail: '', channel: 'web', sdk: 'test', eventId: '', body, events: 1 };
    const row = toRejectionRow({ site, visitor: of, receivedAt: later, ...told });
    return target.warehouse.insert({ table: 'rejected_events', token: randomUUID(), rows: toLines([row]) });
  }

  async function tablesHolding(text: string): Promise<string[]> {
    const tables = await target.clickhouse.rows<{ name: string }>({
      action: 'list',
      sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`,
    });
    const holding = [];
    for (const { name } of tables) {
      const sql = `SELECT count() > 0 AS holds FROM ${name} WHERE position(formatRowNoNewline('JSONEachRow', *), {text:String}) > 0`;
      const [row] = await target.clickhouse.rows<{ holds: number }>({ action: 'search', sql }, { text });
      if (row?.holds) holding.push(name);
    }
    return holding;
  }

  it('erases a visitor from every table but the proofs and the order that is the shop’s', async () => {
    await load(visitor, { customerId });
    await load(other);
    await identify(visitor);
    await consent(visitor);
    await refuse(visitor);
    const before = await target.warehouse.history({ site, visitor: other, limit: 20 });
    expect(await tablesHolding(visitor)).toEqual([
      'consents',
      'customer_visitors',
      'events',
      'orders',
      'persons',
      'rejected_events',
      'session_facts',
      'sessions',
    ]);

    await target.warehouse.erase([{ site, visitor }]);

    // The order's own id holds the visitor's in this fixture; nothing else of the order does.
    expect(await tablesHolding(visitor)).toEqual(['consents', 'orders']);
    expect(await tablesHolding(customerId)).toEqual([]);
    const [order] = await target.clickhouse.rows(
      {
        action: 'read',
        sql: 'SELECT visitor, session, customer_id, total_minor FROM orders FINAL WHERE order_id = {id:String}',
      },
      { id: `${orderId}${visitor}` },
    );
    const nil = '00000000-0000-0000-0000-000000000000';
    expect(order).toEqual({ visitor: nil, session: nil, customer_id: '', total_minor: '19900' });
    expect(await target.warehouse.history({ site, visitor, limit: 20 })).toMatchObject({ recognised: false });
    expect(await target.warehouse.history({ site, visitor: other, limit: 20 })).toEqual(before);
  });

  it('knows every table that names visitors or customers', async () => {
    const tables = await target.clickhouse.rows<{ table: string }>({
      action: 'list',
      sql: `SELECT DISTINCT table FROM system.columns WHERE database = currentDatabase() AND table NOT LIKE '%_from_%'
        AND (name LIKE '%visitor%' OR name LIKE '%customer%' OR name LIKE '%session%') ORDER BY table`,
    });
    expect(tables.map(({ table }) => table)).toEqual([...erasedTables, ...spareTables].sort());
  });

  it('tells who is held, and the ids of what they did in the last days', async () => {
    const recent = store({ type: 'search', query: 'x' }, { visitor, occurredAt: Date.now(), receivedAt: Date.now() });
    await target.warehouse.insert(toBlock([recent]));
    await load(other);
    const refs = [visitor, other, randomUUID()].map((who) => ({ site, visitor: who }));
    const sorted = (all: readonly { visitor: string }[]) => all.map((each) => each.visitor).sort();
    expect(sorted(await target.warehouse.heldVisitors(refs))).toEqual([visitor, other].sort());
    expect(await target.warehouse.recentEventIds(refs)).toContainEqual({ site, id: recent.event.id });
    await target.warehouse.erase(refs);
    expect(await target.warehouse.heldVisitors(refs)).toEqual([]);
    expect(await target.warehouse.recentEventIds(refs)).toEqual([]);
  });

  it('erases many visitors of several sites at once, and nobody of a site that was not named', async () => {
    await load(visitor);
    await load(visitor, { site: 'elsewhere' });
    await load(other, { site: 'elsewhere' });
    await target.warehouse.erase([
      { site, visitor },
      { site: 'elsewhere', visitor: other },
      ...Array.from({ length: 600 }, () => ({ site, visitor: randomUUID() })),
    ]);
    expect(await target.warehouse.history({ site, visitor, limit: 1 })).toMatchObject({ visits: 0 });
    expect(await target.warehouse.history({ site: 'elsewhere', visitor: other, limit: 1 })).toMatchObject({
      visits: 0,
    });
    expect(await target.warehouse.history({ site: 'elsewhere', visitor, limit: 1 })).toMatchObject({ visits: 2 });
  });

  it('does nothing a second time', async () => {
    await load(visitor);
    for (let round = 0; round < 2; round++) await target.warehouse.erase([{ site, visitor }]);
    await target.warehouse.erase([]);
    expect(await tablesHolding(visitor)).toEqual(['orders']);
  });

  it('takes erased rows off the disk too, once their time has come', async () => {
    const maskedTables = () =>
      target.clickhouse.rows({
        action: 'list',
        sql: 'SELECT table FROM system.parts WHERE active AND database = currentDatabase() AND has_lightweight_delete',
      });
    await load(visitor);
    await load(other);
    await target.warehouse.erase([{ site, visitor }]);
    await purgeDeleted(target.clickhouse, 86_400);
    expect(await maskedTables()).not.toEqual([]);
    await purgeDeleted(target.clickhouse, 0);
    await expect.poll(maskedTables, { timeout: 20_000 }).toEqual([]);
    // done, so it is not done again; and the last mutation of each table, which ClickHouse keeps, names nobody
    await purgeDeleted(target.clickhouse, 0);
    const last = await target.clickhouse.rows({
      action: 'list',
      sql: `SELECT DISTINCT argMax(command, toUInt64(extract(mutation_id, '[0-9]+'))) AS last, countIf(command LIKE '%APPLY%') AS applied
        FROM system.mutations WHERE database = currentDatabase() GROUP BY table`,
    });
    expect(last).toEqual([{ last: '(APPLY DELETED MASK)', applied: '1' }]);
    expect(await target.warehouse.history({ site, visitor: other, limit: 1 })).toMatchObject({ visits: 2 });
  });

  it('takes the rows that were held for the withdrawn purpose alone, and the mark from the others', async () => {
    await load(visitor);
    const alone = store({ type: 'search', query: 'alone' }, { visitor, purposes: ['personalisation'] });
    const till = store(
      { type: 'search', query: 'till' },
      { visitor, purposes: ['personalisation'], basis: 'contract' },
    );
    const after = store(
      { type: 'search', query: 'after' },
      { visitor, purposes: ['personalisation'], sessionId: randomUUID(), occurredAt: later + 1 },
    );
    await target.warehouse.insert(toBlock([alone, till]));
    await target.warehouse.insert(toBlock([after]));
    await load(other);

    const withdrawal = { site, visitor, purposeMask: personalisation, at: later };
    for (let round = 0; round < 2; round++) await target.warehouse.withdraw([withdrawal]);

    const rows = await target.clickhouse.rows(
      {
        action: 'read',
        sql: 'SELECT purposes, search_query, count() AS n FROM events WHERE visitor = {visitor:UUID} GROUP BY ALL ORDER BY ALL',
      },
      { visitor },
    );
    expect(rows).toEqual([
      { purposes: 0, search_query: 'till', n: '1' },
      { purposes: measurement, search_query: '', n: '11' },
      { purposes: measurement, search_query: 'frontale', n: '1' },
      { purposes: personalisation, search_query: 'after', n: '1' },
    ]);
    const { sessions, visits } = await target.warehouse.history({ site, visitor, limit: 20 });
    expect(visits).toBe(4);
    expect(sessions.flatMap((session) => session.searches.map((search) => search.query)).sort()).toEqual([
      'after',
      'frontale',
      'till',
    ]);
    const [summed] = await target.clickhouse.rows(
      {
        action: 'read',
        sql: 'SELECT sum(events) AS events, groupBitOr(purposes) AS purposes FROM sessions WHERE visitor = {visitor:UUID} AND started_at < fromUnixTimestamp64Milli({later:Int64})',
      },
      { visitor, later },
    );
    expect(summed).toEqual({ events: '12', purposes: measurement });
    expect(await target.warehouse.history({ site, visitor: other, limit: 20 })).toMatchObject({ visits: 2 });
  });

  it('keeps who the visitor is while anything is left of them, and no longer', async () => {
    await load(visitor);
    await identify(visitor);
    await refuse(visitor);
    await target.warehouse.withdraw([{ site, visitor, purposeMask: personalisation, at: later }]);
    expect(await target.warehouse.customerIdsOf({ site, visitor })).toEqual([customerId]);
    await target.warehouse.withdraw([{ site, visitor, purposeMask: measurement, at: later }]);
    expect(await target.warehouse.customerIdsOf({ site, visitor })).toEqual([]);
    expect(await tablesHolding(visitor)).toEqual(['orders']);
    expect(await tablesHolding(customerId)).toEqual([]);
  });

  it('reaches every device that is linked to the customer who withdrew, and no other', async () => {
    const [phone, laptop, stranger] = [randomUUID(), randomUUID(), randomUUID()];
    for (const who of [phone, laptop, stranger]) await load(who);
    const link = (who: string, id: string, linkedAt: number) =>
      toPersonRow({ site, visitor: who, customerId: id, proof: 'key', linkedAt });
    const links = [link(phone, 'c-7', noon), link(laptop, 'c-7', noon), link(stranger, 'c-7', noon)];
    const rows = toLines([...links, link(stranger, 'c-8', noon + 1)]);
    await target.warehouse.insert({ table: 'persons', token: randomUUID(), rows });
    const withdrawal = { site, visitor: phone, purposeMask: measurement | personalisation, at: later };
    await target.warehouse.withdraw([{ ...withdrawal, customerIds: ['c-7'] }]);
    const visits = [phone, laptop, stranger].map((who) => target.warehouse.history({ site, visitor: who, limit: 1 }));
    expect((await Promise.all(visits)).map((history) => history.visits)).toEqual([0, 0, 2]);
  });

  it('treats each visitor up to that visitor’s own withdrawal', async () => {
    const search = (who: string, occurredAt: number) =>
      store({ type: 'search', query: 'x' }, { visitor: who, occurredAt });
    await target.warehouse.insert(
      toBlock([visitor, other].flatMap((who) => [search(who, noon), search(who, noon + 10)])),
    );
    const both = measurement | personalisation;
    await target.warehouse.withdraw([
      { site, visitor, purposeMask: both, at: noon },
      { site, visitor: other, purposeMask: both, at: noon + 10 },
    ]);
    expect(await target.warehouse.history({ site, visitor, limit: 1 })).toMatchObject({
      visits: 1,
      firstVisitAt: noon + 10,
    });
    expect(await target.warehouse.history({ site, visitor: other, limit: 1 })).toMatchObject({ visits: 0 });
  });

  it('treats as many withdrawals as an outage gathers', async () => {
    await load(visitor);
    const both = measurement | personalisation;
    const others = Array.from({ length: 3_000 }, () => ({ site, visitor: randomUUID(), purposeMask: both, at: later }));
    await target.warehouse.withdraw([...others, { site, visitor, purposeMask: both, at: later }]);
    expect(await target.warehouse.history({ site, visitor, limit: 1 })).toMatchObject({ visits: 0 });
  });
});
