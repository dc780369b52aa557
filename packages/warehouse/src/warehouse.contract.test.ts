import { randomUUID } from 'node:crypto';
import { type CartLine, nilUuid } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from './migrations/migrate.js';
import { toConsentRow, toPersonRow, toRejectionRow } from './rows/record-rows.js';
import type { StoredEvent } from './stored-event.js';
import { noon, store, toBlock, toLines, toPlace } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const line: CartLine = { productId: 'P1', name: 'Tente', priceMinor: 12_900, currency: 'EUR', quantity: 1 };

describe.each(Object.entries(targets))('the warehouse on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  async function count(table: string, where = '1'): Promise<number> {
    const rows = await target.clickhouse.rows<{ n: number }>({
      action: 'count',
      sql: `SELECT toFloat64(count()) AS n FROM ${table} WHERE ${where}`,
    });
    return rows[0]?.n ?? 0;
  }

  function views(count: number, visitor = randomUUID()): StoredEvent[] {
    const sessionId = randomUUID();
    return Array.from({ length: count }, (_, index) =>
      store({ type: 'page_view', path: `/p/${index}` }, { visitor, sessionId, occurredAt: noon + index }),
    );
  }

  async function pageViewsOf(visitor: string) {
    const [row] = await target.clickhouse.rows<{ stored: number; summed: number }>(
      {
        action: 'compare',
        sql: `SELECT
          (SELECT toFloat64(count()) FROM events WHERE visitor = {visitor:UUID}) AS stored,
          (SELECT toFloat64(sum(page_views)) FROM sessions WHERE visitor = {visitor:UUID}) AS summed`,
      },
      { visitor },
    );
    return row;
  }

  it('answers', async () => {
    expect(await target.warehouse.ping()).toBe(true);
  });

  it('counts a block once in the table and in each view, however often it is sent', async () => {
    const [first] = views(1) as [StoredEvent];
    const order = { orderId: randomUUID(), currency: 'EUR', totalMinor: 12_900, lines: [line] };
    const customerId = randomUUID();
    const same = { visitor: first.visitor, sessionId: first.sessionId, customerId };
    const events = [first, store({ type: 'purchase', order }, same), store({ type: 'refund', refund: order }, same)];
    const block = toBlock(events);
    for (let round = 0; round < 4; round++) await target.warehouse.insert(block);
    expect(await pageViewsOf(first.visitor)).toEqual({ stored: 3, summed: 1 });
    expect(await count('orders', `order_id = '${order.orderId}'`)).toBe(1);
    expect(await count('refunds', `order_id = '${order.orderId}'`)).toBe(1);
    expect(await count('customer_visitors', `customer_id = '${customerId}'`)).toBe(1);
  });

  it('counts blocks with different tokens each', async () => {
    const events = views(2);
    const visitor = events[0]?.visitor as string;
    for (const event of events) await target.warehouse.insert(toBlock([event]));
    expect(await pageViewsOf(visitor)).toEqual({ stored: 2, summed: 2 });
  });

  it('keeps consents, persons and rejected events, each block once', async () => {
    const visitor = randomUUID();
    const consent = {
      proofId: randomUUID(),
      site: 'shop',
      visitor,
      states: { measurement: 'granted', personalisation: 'withdrawn' } as const,
      decidedAt: noon,
      expiresAt: noon + 182 * 86_400_000,
      policyVersion: '3',
      bannerTextHash: '',
      language: 'fr',
      sourceName: 'tarteaucitron',
      sourceVersion: '1.34',
      sourceConsentId: "it's",
      gpc: true,
      sdk: 'sillage-js/0.1.0',
    };
    const later = {
      ...consent,
      proofId: randomUUID(),
      states: { measurement: 'unknown', personalisation: 'unknown' } as const,
      decidedAt: noon + 1,
    };
    const persons = ['K1', 'K2'].map((customerId, index) => ({
      site: 'shop',
      visitor,
      customerId,
      proof: 'signature' as const,
      linkedAt: noon + index,
    }));
    const rejection = {
      site: 'shop',
      receivedAt: Date.now(),
      reason: 'unknown_type',
      detail: visitor,
      channel: 'web',
      sdk: '',
      visitor,
      eventId: '',
      events: 1,
      body: '{"a":1}',
    };
    for (let round = 0; round < 2; round++) {
      await target.warehouse.insert({
        table: 'consents',
        token: `c${visitor}`,
        rows: toLines([toConsentRow(consent), toConsentRow(later)]),
      });
      await target.warehouse.insert({
        table: 'persons',
        token: `p${visitor}`,
        rows: toLines(persons.map(toPersonRow)),
      });
      await target.warehouse.insert({
        table: 'rejected_events',
        token: `r${visitor}`,
        rows: toLines([toRejectionRow(rejection)]),
      });
    }
    expect(await target.warehouse.consentsOf({ site: 'shop', visitor })).toEqual([
      {
        proofId: later.proofId,
        choices: {},
        decidedAt: noon + 1,
        expiresAt: consent.expiresAt,
        policyVersion: '3',
        source: 'tarteaucitron',
      },
      {
        proofId: consent.proofId,
        choices: { measurement: 'granted', personalisation: 'denied' },
        decidedAt: noon,
        expiresAt: consent.expiresAt,
        policyVersion: '3',
        source: 'tarteaucitron',
      },
    ]);
    expect(await target.warehouse.customerIdsOf({ site: 'shop', visitor })).toEqual(['K2', 'K1']);
    expect(await count('rejected_events', `detail = '${visitor}' AND body = '{"a":1}'`)).toBe(1);
  });

  it('finds the events that it was refused before, of that site', async () => {
    const [eventId, ...others] = Array.from({ length: 1_200 }, () => randomUUID()) as [string, ...string[]];
    const refused = {
      receivedAt: noon,
      reason: 'too_old',
      detail: '',
      channel: 'import',
      sdk: 'test',
      visitor: nilUuid,
      body: '',
      events: 1,
    };
    const rows = ['shop', 'shop', 'elsewhere'].map((site) => toRejectionRow({ site, eventId, ...refused }));
    await target.warehouse.insert({ table: 'rejected_events', token: randomUUID(), rows: toLines(rows) });
    expect(await target.warehouse.findStoredRejections('shop', [...others, eventId])).toEqual(new Set([eventId]));
    expect(await target.warehouse.findStoredRejections('other', [eventId])).toEqual(new Set());
    expect(await target.warehouse.findStoredRejections('shop', [])).toEqual(new Set());
  });

  it('finds the events that it has, at the ends of the window too, and no others', async () => {
    const visitor = randomUUID();
    const early = store({ type: 'search', query: 'a' }, { visitor, occurredAt: noon - 40 * 86_400_000 });
    const late = store({ type: 'search', query: 'b' }, { visitor });
    const absent = store({ type: 'search', query: 'c' }, { visitor });
    await target.warehouse.insert(toBlock([early]));
    await target.warehouse.insert(toBlock([late]));
    const drifted = { ...toPlace(late), occurredAt: noon + 3 * 86_400_000 };
    const elsewhere = { ...toPlace(late), site: 'other' };
    const many = Array.from({ length: 1_500 }, () => ({ ...toPlace(absent), id: randomUUID() }));
    const found = await target.warehouse.findStoredEvents([toPlace(early), drifted, toPlace(absent), ...many]);
    expect(found).toEqual(new Set([early.event.id, late.event.id]));
    expect(await target.warehouse.findStoredEvents([elsewhere])).toEqual(new Set());
    expect(await target.warehouse.findStoredEvents([])).toEqual(new Set());
  });

  it('takes text for text, whatever it looks like', async () => {
    const hostile = `'; DROP TABLE events; -- {x:String} \\' " \u2028 é 😀`;
    const visitor = randomUUID();
    const event = store({ type: 'search', query: hostile }, { visitor, site: hostile, customerId: hostile });
    await target.warehouse.insert(toBlock([event]));
    expect(await target.warehouse.findStoredEvents([toPlace(event)])).toEqual(new Set([event.event.id]));
    for (const who of [{ visitor }, { customerId: hostile }]) {
      const { sessions } = await target.warehouse.history({ site: hostile, ...who, limit: 1 });
      expect(sessions[0]?.searches[0]?.query).toBe(hostile);
    }
    expect(await target.warehouse.findStoredOrders(hostile, [hostile])).toEqual(new Map());
  });

  it('lets a row go that has expired, and keeps one with retention 0 for ever', async () => {
    const visitor = randomUUID();
    const long = Date.UTC(2014, 3, 1);
    await target.warehouse.insert(
      toBlock([store({ type: 'search', query: 'gone' }, { visitor, occurredAt: long, retentionDays: 760 })]),
    );
    await target.warehouse.insert(
      toBlock([store({ type: 'search', query: 'kept' }, { visitor, occurredAt: long, retentionDays: 0 })]),
    );
    await target.clickhouse.run({ action: 'merge', sql: 'OPTIMIZE TABLE events FINAL' });
    expect(await count('events', `visitor = '${visitor}' AND search_query = 'gone'`)).toBe(0);
    expect(await count('events', `visitor = '${visitor}' AND search_query = 'kept'`)).toBe(1);
  });

  it('refuses a broken row with an error that quotes nothing of it', async () => {
    const rows = Buffer.from('{"site":"shop","visitor":"not-a-uuid","title":"private words"}\n');
    const failure = await target.warehouse
      .insert({ table: 'events', token: randomUUID(), rows })
      .catch((error) => error);
    expect(failure).toMatchObject({ name: 'WarehouseError', code: 'refused' });
    expect(`${failure.message} ${failure.cause} ${failure.stack}`).not.toMatch(/not-a-uuid|private words/);
  });

  it('finds its schema as it left it when it is opened again', async () => {
    const opening = target.reopen();
    const again = await opening.catch((error) => error);
    if (again.code !== 'locked') await again.close();
    expect(await count('schema_migrations')).toBe(migrations.length);
  });

  it('has every acknowledged block once after kills in the middle of inserts, each block sent until it is answered', async () => {
    const visitor = randomUUID();
    const events = views(3_000, visitor);
    for (let round = 0; round < 3; round++) {
      const blocks = Array.from({ length: 10 }, (_, index) =>
        toBlock(events.slice((round * 10 + index) * 100, (round * 10 + index + 1) * 100)),
      );
      const sending = (async () => {
        for (const block of blocks) {
          while (
            !(await target.warehouse.insert(block).then(
              () => true,
              (error) => error.code !== 'unavailable',
            ))
          )
            await target.warehouse.ping();
        }
      })();
      await target.killAndRecover();
      await sending;
    }
    expect(await pageViewsOf(visitor)).toEqual({ stored: 3_000, summed: 3_000 });
  });
});
