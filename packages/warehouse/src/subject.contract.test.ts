import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredEvent } from './stored-event.js';
import type { SubjectQuery, SubjectRow } from './subject.js';
import { later, leaveLink, leaveMerge, leaveRefusal, leaveTrip, site } from './testing/left-rows.js';
import { orderId } from './testing/shopping-trip.js';
import { noon, store, toBlock } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

describe('a person’s data', () => {
  let target: Target;
  const [customerId, phone, till, family] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  beforeAll(async () => {
    target = await targets.embedded();
    await loadCustomer();
  });
  afterAll(() => target.close());

  const load = (events: StoredEvent[]) => target.warehouse.insert(toBlock(events));
  const link = (visitor: string, customer: string, at = noon) =>
    leaveLink(target, { visitor, customerId: customer, at });

  /** Linked on their phone, an order at the till, and signed in once on a browser that is another customer's now. */
  async function loadCustomer(): Promise<void> {
    await leaveTrip(target, phone);
    await link(phone, customerId);
    const order = { orderId: till, currency: 'EUR', totalMinor: 100, lines: [{ productId: 'P', quantity: 1 }] };
    const atTill = { visitor: till, customerId, basis: 'contract', purposes: [], channel: 'till' } as const;
    await load([store({ type: 'purchase', order }, { ...atTill, occurredAt: noon })]);
    await load([
      store({ type: 'page_view', path: '/theirs' }, { visitor: family, customerId }),
      store({ type: 'identify', customerId }, { visitor: family, customerId }),
      store({ type: 'page_view', path: '/not-theirs' }, { visitor: family }),
    ]);
    await link(family, customerId, noon);
    await link(family, 'another', later);
  }

  async function read(query: Partial<SubjectQuery>): Promise<SubjectRow[]> {
    const rows: SubjectRow[] = [];
    for await (const row of target.warehouse.subjectRows({ site, visitors: [], ...query })) rows.push(row);
    return rows;
  }
  const of = (rows: readonly SubjectRow[], table: string) =>
    rows.filter((each) => each.table === table).map(({ row }) => row);

  it('finds the visitors of a customer: linked, named, and those that are another’s now', async () => {
    expect(await target.warehouse.subjectVisitors(site, customerId)).toEqual({
      customerIds: [customerId],
      own: [phone, till].sort(),
      shared: [family],
    });
    expect(await target.warehouse.subjectVisitors(site, 'nobody')).toEqual({
      customerIds: ['nobody'],
      own: [],
      shared: [],
    });
  });

  it('tells every row of a visitor, bots’ marks too, and nothing of anybody else', async () => {
    const rows = await read({ visitors: [phone] });
    expect(of(rows, 'events')).toHaveLength(12);
    expect(of(rows, 'events')[0]).toMatchObject({ type: 'page_view', ts: '2026-10-01T12:00:00.000Z', path: '/' });
    expect(of(rows, 'events').at(-1)).toMatchObject({ properties: { order: { orderId: `${orderId}${phone}` } } });
    expect(of(rows, 'sessions')).toHaveLength(2);
    expect(of(rows, 'session_facts').map((row) => row.kind)).toContain('order');
    expect(of(rows, 'orders')).toMatchObject([{ order_id: `${orderId}${phone}`, total_minor: 19900 }]);
    expect(of(rows, 'persons')).toMatchObject([{ customer_id: customerId }]);
    const text = JSON.stringify(rows);
    for (const other of [till, family, 'another']) expect(text).not.toContain(other);
  });

  it('tells a customer’s: their visitors, and of a shared browser only what names them', async () => {
    const rows = await read({ visitors: [phone, till], customerIds: [customerId] });
    const paths = of(rows, 'events').map((row) => row.path);
    expect(paths).toContain('/theirs');
    expect(paths).not.toContain('/not-theirs');
    expect(of(rows, 'orders').map((row) => row.order_id)).toEqual(expect.arrayContaining([till]));
    expect(await target.warehouse.countKept({ site, visitors: [phone, till], customerIds: [customerId] })).toEqual({
      orders: 2,
      consents: 0,
    });
  });

  it('is of the person: by whichever id it is asked for, all that were merged into one', async () => {
    const [first, second, stranger] = [randomUUID(), randomUUID(), randomUUID()];
    const [laptop, tablet, shop] = [randomUUID(), randomUUID(), randomUUID()];
    const both = { customerIds: [first, second] };
    await target.warehouse.insert(toBlock([store({ type: 'page_view', path: '/laptop' }, { visitor: laptop })]));
    await link(laptop, second);
    // named by both ids and by nobody else, without a link
    for (const customer of both.customerIds) {
      const visit = { visitor: tablet, customerId: customer };
      await target.warehouse.insert(toBlock([store({ type: 'page_view', path: '/tablet' }, visit)]));
    }
    await target.warehouse.insert(
      toBlock([store({ type: 'page_view', path: '/shop' }, { visitor: shop, customerId: stranger })]),
    );
    expect(await target.warehouse.subjectVisitors(site, first)).toEqual({
      customerIds: [first],
      own: [],
      shared: [tablet],
    });
    await leaveMerge(target, second, first);
    for (const asked of [first, second]) {
      const found = { ...both, own: [laptop, tablet].sort(), shared: [] };
      expect(await target.warehouse.subjectVisitors(site, asked)).toEqual(found);
    }
    const rows = await read({ visitors: [laptop, tablet], ...both });
    expect(
      of(rows, 'events')
        .map((row) => row.path)
        .sort(),
    ).toEqual(['/laptop', '/tablet', '/tablet']);
    expect(of(rows, 'person_changes')).toMatchObject([{ customer_id: second, into_customer_id: first }]);
    expect(JSON.stringify(rows)).not.toContain(stranger);
  });

  it('forgets a customer’s name wherever it stands, and leaves the other person’s visits', async () => {
    await leaveRefusal(target, family, customerId);
    await target.warehouse.erase([phone, till].map((visitor) => ({ site, visitor })));
    for (let times = 0; times < 2; times += 1) await target.warehouse.forgetCustomer(site, [customerId]);
    const left = await read({ visitors: [phone, till, family], customerIds: [customerId] });
    expect(JSON.stringify(left)).not.toContain(customerId);
    const paths = of(await read({ visitors: [family] }), 'events').map((row) => row.path);
    expect(paths.sort()).toEqual(['/not-theirs', '/theirs']);
    expect(await target.warehouse.subjectVisitors(site, customerId)).toMatchObject({ own: [], shared: [] });
  });
});
