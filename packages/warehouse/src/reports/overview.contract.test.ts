import type { CartLine } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../stored-event.js';
import { type Draft, minuteMs, noon, store, toBlock } from '../testing/stored.js';
import { type Target, targets } from '../testing/targets.js';
import { overview } from './overview.js';
import { overviewBy } from './overview-by.js';
import { overviewByDay } from './overview-by-day.js';
import { pagesNotFound } from './pages-not-found.js';
import type { NamedReport, ReportQuestion } from './report.js';
import { searchesWithoutResult } from './searches-without-result.js';

const dayMs = 86_400_000;
const line: CartLine = { productId: 'P1', name: 'Tente', priceMinor: 10_000, currency: 'EUR', quantity: 1 };
const visitors = { anna: '11111111-1111-4111-8111-111111111111', ben: '11111111-1111-4111-8111-222222222222' };

let sessions = 0;
const newSession = () => `22222222-2222-4222-8222-${String(++sessions).padStart(12, '0')}`;

/**
 * Small enough to add up by hand; days of Paris, 29 September to 1 October asked for.
 *
 * | day | who | what |
 * |---|---|---|
 * | 1 September | Anna | a visit, before the period |
 * | 29 September | Anna | mobile, FR, from the newsletter's campaign `rentree`: 2 pages, 30 s; an order of 120 € (20 € tax, 10 € shipping), of which 60 € are refunded in November; the search “Lampe ” finds nothing |
 * | 1 October | Ben | desktop, BE, from search.example: a page that is not there, 5 s; searches “lampe” twice: nothing, then 3 |
 * | 1 October | Ben | in that visit, told by the shop's server: an order of 5 CHF, and one of 4 € |
 * | 1 October | Ben | a second visit, the same evening: 1 page |
 * | 1 October | nobody | the till sells for 30 €, and for 7 CHF |
 * | 1 October | a bot, somebody of the shop, Cleo who refused measuring | a page each |
 */
function threeDays(): StoredEvent[] {
  const early = visit(visitors.anna, noon - 30 * dayMs);
  const anna = visit(visitors.anna, noon - 2 * dayMs);
  const ben = visit(visitors.ben, noon, { device: 'desktop', country: 'BE' });
  const evening = visit(visitors.ben, noon + 300 * minuteMs, { device: 'desktop', country: 'BE' });
  const missing = '0199a000-0000-7000-8000-0000000000b1';
  const campaign = { source: 'newsletter', medium: 'email', name: 'rentree' };
  const bought = {
    orderId: 'O1',
    currency: 'EUR',
    totalMinor: 12_000,
    taxMinor: 2000,
    shippingMinor: 1000,
    lines: [line],
  };
  const sold = (orderId: string, currency: string, totalMinor: number) =>
    visit('44444444-4444-4444-8444-444444444444', noon, {
      channel: 'till',
      device: 'other',
      country: '',
      basis: 'contract',
      purposes: [],
    })({ type: 'purchase', order: { orderId, currency, totalMinor, lines: [line] } });
  const told = (orderId: string, currency: string, totalMinor: number) => ({
    ...ben({ type: 'purchase', order: { orderId, currency, totalMinor, lines: [line] } }, 3),
    ...{ channel: 'server', device: 'other' as const, country: '', basis: 'contract' as const, purposes: [] },
  });
  const page: Draft = { type: 'page_view', path: '/' };
  return [
    early(page),
    anna({ ...page, campaign }),
    anna({ type: 'engagement', path: '/', attentionMs: 30_000, depthPercent: 50 }),
    anna({ type: 'page_view', path: '/tentes' }, 1),
    anna({ type: 'search', query: 'Lampe ', resultCount: 0 }, 2),
    anna({ type: 'purchase', order: bought }, 3),
    anna({ type: 'refund', refund: { orderId: 'O1', totalMinor: 6000 } }, 50_000),
    ben({ type: 'page_view', path: '/nowhere', referrerHost: 'search.example', pageViewId: missing }),
    ben({ type: 'custom', name: 'not_found', pageViewId: missing }),
    ben({ type: 'engagement', path: '/nowhere', attentionMs: 5000, depthPercent: 10 }),
    ben({ type: 'search', query: 'lampe', resultCount: 0 }, 1),
    ben({ type: 'search', query: 'lampe', resultCount: 3 }, 2),
    ...[told('O4', 'CHF', 500), told('O5', 'EUR', 400)],
    evening(page),
    sold('O2', 'EUR', 3000),
    sold('O3', 'CHF', 700),
    visit('55555555-5555-4555-8555-000000000001', noon, { isBot: true })(page),
    visit('55555555-5555-4555-8555-000000000002', noon, { isInternal: true })(page),
    visit('55555555-5555-4555-8555-000000000003', noon, { purposes: ['personalisation'] })(page),
  ];
}

function visit(visitor: string, at: number, over: Partial<StoredEvent> = {}) {
  const sessionId = newSession();
  return (draft: Draft, minute = 0) =>
    store(draft, { visitor, sessionId, occurredAt: at + minute * minuteMs, ...over });
}

const question: ReportQuestion = {
  site: 'shop',
  timeZone: 'Europe/Paris',
  from: '2026-09-29',
  to: '2026-10-01',
  currency: 'EUR',
  filters: {},
  parameters: { revenue: 'with' },
  now: noon,
};

describe.each(Object.entries(targets))('the overview, %s', (_, open) => {
  let target: Target;

  beforeAll(async () => {
    target = await open();
    for (const event of threeDays()) await target.warehouse.insert(toBlock([event]));
  });

  afterAll(() => target.close());

  const ask = async (report: NamedReport, over: Partial<ReportQuestion> = {}) => {
    const { rows } = await target.warehouse.report(report, { ...question, ...over });
    const names = report.columns.map(({ name }) => name);
    return rows.map((row) => Object.fromEntries(row.map((cell, place) => [names[place], cell])));
  };

  it('counts visits, who is recognised, attention, orders of every channel, and revenue net of refunds', async () => {
    expect(await ask(overview)).toEqual([
      {
        visits: 3,
        visitors: 2,
        recognisedVisitors: 2,
        pageViews: 4,
        attentionMs: 35_000,
        orders: 3,
        conversion: 2 / 3,
        revenue: 9400,
        averageBasket: 3133,
      },
    ]);
  });

  it('tells revenue without tax and shipping: the share of the order that was not refunded', async () => {
    const [row] = await ask(overview, { parameters: { revenue: 'without' } });
    expect(row).toMatchObject({ revenue: 4500 + 3000 + 400, averageBasket: 2633 });
  });

  it('knows nobody on a first visit', async () => {
    const [row] = await ask(overview, { from: '2026-09-01', to: '2026-09-02' });
    expect(row).toMatchObject({ visits: 1, recognisedVisitors: 0, orders: 0, conversion: 0, averageBasket: null });
  });

  it('recognises a visitor whose customer is known', async () => {
    const sessionId = newSession();
    const identified = store(
      { type: 'page_view', path: '/' },
      { site: 'club', sessionId, customerId: 'C1', visitor: '66666666-6666-4666-8666-666666666666' },
    );
    await target.warehouse.insert(toBlock([identified]));
    const [row] = await ask(overview, { site: 'club' });
    expect(row).toMatchObject({ visitors: 1, recognisedVisitors: 1 });
  });

  it.each([
    ['device', 'mobile', { visits: 1, orders: 1, revenue: 6000 }],
    ['device', 'desktop', { visits: 2, orders: 1, revenue: 400 }],
    ['country', 'BE', { visits: 2, orders: 1, revenue: 400 }],
    ['source', 'newsletter', { visits: 1, orders: 1, revenue: 6000 }],
    ['source', 'search.example', { visits: 1, orders: 1, revenue: 400 }],
    ['channel', 'web', { visits: 3, orders: 1, revenue: 6000, conversion: 2 / 3 }],
    ['channel', 'till', { visits: 0, orders: 1, revenue: 3000, conversion: null }],
  ])('by %s %s it tells those visits and their orders', async (filter, value, expected) => {
    const [row] = await ask(overview, { filters: { [filter]: value } });
    expect(row).toMatchObject(expected);
  });

  it('tells conversion of visits with an order in any currency, and orders in that of the report', async () => {
    const [row] = await ask(overview, { currency: 'CHF', filters: { device: 'desktop' } });
    expect(row).toMatchObject({ visits: 2, orders: 1, conversion: 1 / 2, revenue: 500 });
    const [dollars] = await ask(overview, { currency: 'USD' });
    expect(dollars).toMatchObject({ orders: 0, conversion: 2 / 3, revenue: 0 });
  });

  it('has a row for every day, with its orders', async () => {
    const rows = await ask(overviewByDay);
    expect(rows.map(({ day, visits, orders, revenue }) => [day, visits, orders, revenue])).toEqual([
      ['2026-09-29', 1, 1, 6000],
      ['2026-09-30', 0, 0, 0],
      ['2026-10-01', 2, 2, 3400],
    ]);
    expect(rows.map(({ conversion }) => conversion)).toEqual([1, null, 1 / 2]);
  });

  it('tells the days of filtered visits with their orders', async () => {
    const rows = await ask(overviewByDay, { filters: { device: 'mobile' } });
    expect(rows.map(({ visits, orders }) => [visits, orders])).toEqual([
      [1, 1],
      [0, 0],
      [0, 0],
    ]);
  });

  it.each([
    [
      'channel',
      [
        ['web', 3, 1],
        ['server', 0, 1],
        ['till', 0, 1],
      ],
    ],
    [
      'device',
      [
        ['desktop', 2, 1],
        ['mobile', 1, 1],
      ],
    ],
    [
      'country',
      [
        ['BE', 2, 1],
        ['FR', 1, 1],
      ],
    ],
    [
      'source',
      [
        ['newsletter', 1, 1],
        ['search.example', 1, 1],
        ['', 1, 0],
      ],
    ],
    [
      'campaign',
      [
        ['', 2, 1],
        ['rentree', 1, 1],
      ],
    ],
  ])('by %s it tells visits and orders', async (dimension, expected) => {
    const rows = await ask(overviewBy, { parameters: { dimension, revenue: 'with' } });
    expect(rows.map(({ value, visits, orders }) => [value, visits, orders])).toEqual(expected);
  });

  it('counts a search by its words, when it found nothing', async () => {
    const rows = await ask(searchesWithoutResult);
    expect(rows).toEqual([{ search: 'lampe', searches: 2, visitors: 2, lastAt: noon + minuteMs }]);
  });

  it('names the page that was not there', async () => {
    expect(await ask(pagesNotFound)).toEqual([{ path: '/nowhere', views: 1, visitors: 1, lastAt: noon }]);
  });
});
