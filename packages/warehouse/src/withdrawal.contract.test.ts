import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredEvent } from './stored-event.js';
import { later, leaveLink, leaveRefusal, leaveTrip, site, tablesHolding } from './testing/left-rows.js';
import { noon, store, toBlock } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const measurement = 1;
const personalisation = 2;

describe.each(Object.entries(targets))('withdrawal on the %s', (_, open) => {
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

  it('takes the rows that were held for the withdrawn purpose alone, and the mark from the others', async () => {
    await leaveTrip(target, visitor);
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
    await leaveTrip(target, other);

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

  it('takes what was put into carts with the events that told it, and no more', async () => {
    const add = (productId: string, over: Partial<StoredEvent>) =>
      store({ type: 'cart_add', line: { productId, quantity: 1, topics: [] } }, { visitor, ...over });
    const changes = (who: string) =>
      target.clickhouse.rows(
        {
          action: 'read',
          sql: 'SELECT arraySort(arrayMap(change -> change.product_id, cart_changes)) AS products FROM sessions FINAL WHERE visitor = {who:UUID} ORDER BY started_at',
        },
        { who },
      );
    await target.warehouse.insert(
      toBlock([
        add('both', {}),
        add('measured', { purposes: ['measurement'] }),
        add('imported', { basis: 'import', purposes: [] }),
        add('later', { occurredAt: later + 1, sessionId: randomUUID() }),
        add('of another', { visitor: other }),
      ]),
    );
    const withdraw = (purposeMask: number) => target.warehouse.withdraw([{ site, visitor, purposeMask, at: later }]);
    await withdraw(personalisation);
    expect(await changes(visitor)).toEqual([{ products: ['both', 'imported', 'measured'] }, { products: ['later'] }]);
    await withdraw(measurement);
    expect(await changes(visitor)).toEqual([{ products: ['imported'] }, { products: ['later'] }]);
    expect(await changes(other)).toEqual([{ products: ['of another'] }]);
  });

  it('keeps no customer’s id with what stays for measurement alone, but with an order by contract', async () => {
    await leaveTrip(target, visitor, { customerId });
    const order = { orderId: randomUUID(), currency: 'EUR', totalMinor: 100, lines: [{ productId: 'P', quantity: 1 }] };
    await target.warehouse.insert(
      toBlock([store({ type: 'purchase', order }, { visitor, customerId, basis: 'contract', channel: 'till' })]),
    );
    const named = () =>
      target.clickhouse.rows(
        {
          action: 'read',
          sql: 'SELECT basis, purposes FROM events WHERE visitor = {visitor:UUID} AND customer_id != {nobody:String} GROUP BY ALL',
        },
        { visitor, nobody: '' },
      );
    await target.warehouse.withdraw([{ site, visitor, purposeMask: measurement, at: noon - 1 }]);
    expect(await named()).toHaveLength(2);
    await target.warehouse.withdraw([{ site, visitor, purposeMask: personalisation, at: later }]);
    expect(await named()).toEqual([{ basis: 'contract', purposes: measurement }]);
  });

  it('keeps who the visitor is while anything is left of them, and no longer', async () => {
    await leaveTrip(target, visitor);
    await leaveLink(target, { visitor, customerId });
    await leaveRefusal(target, visitor, customerId);
    await target.warehouse.withdraw([{ site, visitor, purposeMask: personalisation, at: later }]);
    expect(await target.warehouse.customerIdsOf({ site, visitor })).toEqual([customerId]);
    await target.warehouse.withdraw([{ site, visitor, purposeMask: measurement, at: later }]);
    expect(await target.warehouse.customerIdsOf({ site, visitor })).toEqual([]);
    expect(await tablesHolding(target, visitor)).toEqual(['orders']);
    expect(await tablesHolding(target, customerId)).toEqual([]);
  });

  it('reaches every device that is linked to the customer who withdrew, and no other', async () => {
    const [phone, laptop, stranger] = [randomUUID(), randomUUID(), randomUUID()];
    for (const who of [phone, laptop, stranger]) await leaveTrip(target, who);
    for (const who of [phone, laptop, stranger]) await leaveLink(target, { visitor: who, customerId: 'c-7' });
    await leaveLink(target, { visitor: stranger, customerId: 'c-8', at: noon + 1 });
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
    await leaveTrip(target, visitor);
    const both = measurement | personalisation;
    const others = Array.from({ length: 3_000 }, () => ({ site, visitor: randomUUID(), purposeMask: both, at: later }));
    await target.warehouse.withdraw([...others, { site, visitor, purposeMask: both, at: later }]);
    expect(await target.warehouse.history({ site, visitor, limit: 1 })).toMatchObject({ visits: 0 });
  });
});
