import { defaultInterestSettings, type Refund, type SegmentTree, type SillageEvent, uuidv7 } from '@sillage/protocol';
import { allReports, type StoredEvent } from '@sillage/warehouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openShop, type ShopOnDisk } from '../testing/open-shop.js';
import { now } from '../testing/random-shop.js';
import { type RefundCase, refundCases } from '../testing/refund-cases.js';
import { toKeptOrders } from './kept-orders.js';

const hourMs = 3_600_000;
const visitor = '11111111-0000-4000-8000-000000000000';
const session = 'aaaaaaaa-0000-4000-8000-000000000000';
const offer = { offerId: 'f1', slot: 'hero' };

let disk: ShopOnDisk;
beforeAll(async () => {
  disk = await openShop();
  const events = refundCases.flatMap(([title, one]) => toEvents(title, one));
  await disk.insert({ events, links: [] }, events.length);
});
afterAll(() => disk.close());

/** Who saw an offer, bought, and gave back: in a site of the case's own. */
function toEvents(site: string, { order, refunds }: RefundCase): StoredEvent[] {
  const orderId = 'O1';
  const drafts: object[] = [
    { type: 'offer_exposed', ...offer },
    { type: 'purchase', order: { orderId, ...order } },
    ...refunds.map((refund) => ({ type: 'refund', refund: { orderId, ...refund } satisfies Refund })),
  ];
  return drafts.map((draft, index) => {
    const occurredAt = now - 48 * hourMs + index * hourMs;
    const id = uuidv7(occurredAt);
    return {
      event: {
        id,
        pageViewId: id,
        occurredAt,
        clockOffsetMs: 0,
        tab: 'tab',
        sequence: index,
        ...draft,
      } as SillageEvent,
      site,
      visitor,
      sessionId: session,
      occurredAt,
      receivedAt: occurredAt,
      channel: 'web',
      device: 'desktop',
      country: '',
      isBot: false,
      isInternal: false,
      purposes: ['measurement', 'personalisation'],
      basis: 'consent',
      proofId: '00000000-0000-0000-0000-000000000000',
      customerId: '',
      retentionDays: 0,
    };
  });
}

async function ask(name: string, site: string): Promise<Record<string, unknown>[]> {
  const report = allReports.find((one) => one.name === name);
  if (!report) throw new Error(`no report ${name}`);
  const { rows } = await disk.warehouse.report(report, {
    site,
    timeZone: 'UTC',
    from: '2027-01-01',
    to: '2027-01-31',
    currency: 'EUR',
    filters: {},
    parameters: {},
    now,
  });
  return rows.map((row) => Object.fromEntries(report.columns.map((column, place) => [column.name, row[place]])));
}

it.each(refundCases)('an order counts alike everywhere when what is given back is %s', async (site, expected) => {
  const { isKept, revenueMinor } = expected;
  const counted = isKept ? [{ orders: 1, revenue: revenueMinor }] : [];

  const person = await disk.warehouse.personFacts({ site, visitors: [visitor] });
  const kept = toKeptOrders(person).map((order) => ({ orders: 1, revenue: order.revenueMinor }));
  expect(kept, 'facts').toEqual(counted);

  const orders = { type: 'number', fact: 'orders', is: 'equals', value: isKept ? 1 : 0 } as const;
  const valueMinor = isKept ? revenueMinor : 0;
  const paid = { type: 'money', fact: 'revenueMinor', currency: 'EUR', is: 'equals', valueMinor } as const;
  const tree: SegmentTree = { type: 'all', of: [orders, paid] };
  expect(await disk.list({ site, tree, now, interests: defaultInterestSettings }), 'segments').toEqual([visitor]);

  const rfm = await ask('rfm', site);
  expect(
    rfm.map(({ orders, revenue }) => ({ orders, revenue })),
    'loyalty',
  ).toEqual(counted);
  expect(await ask('overview', site), 'overview').toEqual([expect.objectContaining({ revenue: revenueMinor })]);

  const { exposed } = await disk.warehouse.offerOutcomes({
    site,
    offerId: offer.offerId,
    since: now - 96 * hourMs,
    until: now,
    windowDays: 7,
    currency: 'EUR',
    salt: 's',
    holdout: 0,
  });
  const earned = { orders: exposed.orders, revenue: exposed.revenueMinor };
  expect(earned, 'offers').toEqual(isKept ? counted[0] : { orders: 0, revenue: 0 });
});
