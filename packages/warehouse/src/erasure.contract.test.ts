import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { erasedTables, spareTables } from './queries/erase-visitors.js';
import { forgottenTables } from './queries/forget-customer.js';
import { purgeDeleted } from './queries/purge-deleted.js';
import { toChoiceRow } from './rows/person-rows.js';
import { toConsentRow } from './rows/record-rows.js';
import type { StoredEvent } from './stored-event.js';
import {
  later,
  leaveLink,
  leaveMerge,
  leaveRefusal,
  leaveRow,
  leaveTrip,
  site,
  tablesHolding,
} from './testing/left-rows.js';
import { orderId } from './testing/shopping-trip.js';
import { noon, store, toBlock } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

describe.each(Object.entries(targets))('erasure on the %s', (_, open) => {
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

  const load = (who: string, over: Partial<StoredEvent> = {}) => leaveTrip(target, who, over);

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
    await leaveRow(target, 'consents', row);
  }

  function choose(id: string): Promise<void> {
    const states = { measurement: 'granted', personalisation: 'granted' } as const;
    const times = { decidedAt: noon, expiresAt: later };
    const row = toChoiceRow({ site, customerId: id, proofId: randomUUID(), states, policyVersion: '1', ...times });
    return leaveRow(target, 'customer_choices', row);
  }

  it('erases a visitor from every table but the proofs and the order that is the shop’s', async () => {
    await load(visitor, { customerId });
    await load(other);
    await leaveLink(target, { visitor, customerId });
    await consent(visitor);
    await leaveRefusal(target, visitor, customerId);
    const before = await target.warehouse.history({ site, visitor: other, limit: 20 });
    expect(await tablesHolding(target, visitor)).toEqual([
      'consents',
      'customer_visitors',
      'events',
      'facts_by_kind',
      'orders',
      'persons',
      'rejected_events',
      'session_facts',
      'sessions',
    ]);

    await target.warehouse.erase([{ site, visitor }]);

    // The order's own id holds the visitor's in this fixture; nothing else of the order does.
    expect(await tablesHolding(target, visitor)).toEqual(['consents', 'orders']);
    expect(await tablesHolding(target, customerId)).toEqual([]);
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
    const known = new Set<string>([...erasedTables, ...forgottenTables, ...spareTables]);
    expect(tables.map(({ table }) => table)).toEqual([...known].sort());
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
    expect(await tablesHolding(target, visitor)).toEqual(['orders']);
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

  it('forgets every id of a person, the trail of their merges and the mutations that named them', async () => {
    const [merged, stranger] = [randomUUID(), randomUUID()];
    const ids = [customerId, merged];
    for (const id of ids) {
      await load(visitor, { customerId: id });
      await choose(id);
    }
    await leaveLink(target, { visitor, customerId });
    await leaveRefusal(target, other, customerId);
    await leaveMerge(target, merged, customerId);
    await leaveMerge(target, randomUUID(), stranger);
    const { customerIds, own } = await target.warehouse.subjectVisitors(site, merged);
    expect([...customerIds].sort()).toEqual([...ids].sort());
    await target.warehouse.erase(own.map((each) => ({ site, visitor: each })));
    for (let round = 0; round < 2; round++) await target.warehouse.forgetCustomer(site, customerIds);
    for (const id of ids) expect(await tablesHolding(target, id)).toEqual([]);
    expect(await tablesHolding(target, stranger)).toEqual(['person_changes']);
    await purgeDeleted(target.clickhouse, 0);
    const sql = `SELECT table, argMax(command, toUInt64(extract(mutation_id, '[0-9]+'))) AS last FROM system.mutations
      WHERE database = currentDatabase() GROUP BY table HAVING position(last, 'customer') > 0`;
    expect(await target.clickhouse.rows({ action: 'list', sql })).toEqual([]);
  });
});
