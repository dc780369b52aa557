import { defaultInterestSettings } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../stored-event.js';
import { type Draft, minuteMs, noon, store, toBlock } from '../../testing/stored.js';
import { type Target, targets } from '../../testing/targets.js';
import type { NamedReport, ReportQuestion } from '../report.js';
import { interests } from './interests.js';
import { interestsByWeek } from './interests-by-week.js';
import { topicPages, topicProducts, topicVisitors } from './topic-things.js';
import { viewedNeverBought } from './viewed-never-bought.js';

const [ann, bob, eve, kim] = ['1', '2', '3', '4'].map((digit) => `1111111${digit}-1111-4111-8111-111111111111`) as [
  string,
  string,
  string,
  string,
];
const dayMs = 86_400_000;

const question: ReportQuestion = {
  site: 'shop',
  timeZone: 'Europe/Paris',
  from: '2026-09-20',
  to: '2026-10-01',
  currency: 'EUR',
  filters: {},
  parameters: {},
  interests: { ...defaultInterestSettings, halfLifeDays: 1 },
  now: noon,
};

function at(visitor: string, minutes: number, draft: Draft, over: Partial<StoredEvent> = {}): StoredEvent {
  const sessionId = `2222222${visitor[7]}-2222-4222-8222-222222222222`;
  return store(draft, { visitor, sessionId, occurredAt: noon + minutes * minuteMs, ...over });
}

const line = (productId: string, topics?: string[]) => ({
  productId,
  priceMinor: 1_000,
  currency: 'EUR',
  quantity: 1,
  ...(topics && { topics }),
});
const view = (path: string, topics: string[]): Draft => ({ type: 'page_view', path, topics });
const see = (productId: string, topics: string[]): Draft => ({
  type: 'product_view',
  path: `/${productId}`,
  product: { productId, priceMinor: 1_000, currency: 'EUR' },
  topics,
});

/**
 * Weights: page 0.2, minute 1, product 1, cart 3, purchase 5; half-life one day. Noon is now.
 *
 * | who | when | what | weighs |
 * |---|---|---|---|
 * | Ann | -1 day | page /t1 of tentes/ultra, 4 times; a minute of attention | (3 × 0.2 + 1) / 2 = 0.8 |
 * | Ann | now | sees T1 of tentes/ultra, puts it in, buys it | 1 + 3 + 5 = 9 |
 * | Bob | now | page /l1 of lampes and tentes | 0.2 |
 * | Bob | now | hides lampes | |
 * | Bob | now | sees T1; adds it and takes it out again | 1 |
 * | Eve | now | page of tentes, for measuring alone | |
 * | Eve | now | sees T1 | |
 * | Kim, of the shop | now | sees T1, puts it in; buys T2 | |
 */
const events: StoredEvent[] = [
  ...[0, 1, 2, 3].map((minute) =>
    at(ann, minute - 1440, view('/t1', ['tentes/ultra']), { occurredAt: noon - dayMs, sessionId: other(ann) }),
  ),
  at(
    ann,
    0,
    { type: 'engagement', path: '/t1', attentionMs: 60_000, depthPercent: 5, topics: ['tentes/ultra'] },
    { occurredAt: noon - dayMs, sessionId: other(ann) },
  ),
  at(ann, 0, see('T1', ['tentes/ultra'])),
  at(ann, 0, { type: 'cart_add', line: line('T1', ['tentes/ultra']) }),
  at(ann, 0, {
    type: 'purchase',
    order: { orderId: 'O1', currency: 'EUR', totalMinor: 1_000, lines: [line('T1')] },
  }),
  at(bob, 0, view('/l1', ['lampes', 'tentes'])),
  at(bob, 0, { type: 'custom', name: 'interest_hidden', properties: { kind: 'topic', key: 'lampes' } } as Draft),
  at(bob, 0, see('T1', ['tentes/ultra'])),
  at(bob, 0, { type: 'cart_add', line: line('T1', ['tentes/ultra']) }),
  at(bob, 0, { type: 'cart_remove', line: line('T1', ['tentes/ultra']) }),
  at(eve, 0, view('/t', ['tentes']), { purposes: ['measurement'] }),
  at(eve, 0, see('T1', ['tentes/ultra']), { purposes: ['measurement'] }),
  at(kim, 0, see('T1', ['tentes/ultra']), { isInternal: true }),
  at(kim, 0, { type: 'cart_add', line: line('T1', ['tentes/ultra']) }, { isInternal: true }),
  at(
    kim,
    0,
    {
      type: 'purchase',
      order: { orderId: 'O2', currency: 'EUR', totalMinor: 1_000, lines: [line('T2', ['tentes/ultra'])] },
    },
    { isInternal: true },
  ),
];

function other(visitor: string): string {
  return `3333333${visitor[7]}-3333-4333-8333-333333333333`;
}

describe.each(Object.entries(targets))('interests as reports, %s', (_, open) => {
  let target: Target;

  beforeAll(async () => {
    target = await open();
    // in two blocks, so that facts lie in rows apart
    for (const month of [8, 9]) {
      const ofMonth = events.filter(({ occurredAt }) => new Date(occurredAt).getUTCMonth() === month);
      for (const part of [ofMonth.slice(0, 2), ofMonth.slice(2)]) await target.warehouse.insert(toBlock(part));
    }
  });

  afterAll(() => target.close());

  async function ask(report: NamedReport, over: Partial<ReportQuestion> = {}) {
    const { rows } = await target.warehouse.report(report, { ...question, ...over });
    return rows.map((row) => row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1000) / 1000 : cell)));
  }

  it('tells topics of all levels by visitors and strength, without what was hidden', async () => {
    expect(await ask(interests)).toEqual([
      ['tentes', 2, 10.9, 5, 60_000],
      ['tentes/ultra', 2, 10.8, 4, 60_000],
    ]);
  });

  it('counts topics as the site calls them now', async () => {
    const renamed = { ...defaultInterestSettings, halfLifeDays: 1, topics: { 'tentes/ultra': 'bivouac', tentes: '' } };
    expect(await ask(interests, { interests: renamed })).toEqual([['bivouac', 2, 10.8, 4, 60_000]]);
    expect(await ask(topicPages, { interests: renamed, parameters: { topic: 'bivouac' } })).toEqual([
      ['/t1', 1, 0.8, 4, 60_000],
    ]);
    const moved = { ...defaultInterestSettings, halfLifeDays: 1, topics: { tentes: 'camping/abri' } };
    for (const topic of ['camping', 'camping/abri/ultra']) {
      expect(await ask(topicProducts, { interests: moved, parameters: { topic } })).toEqual([['T1', null, 2, 5]]);
    }
    expect(await ask(topicPages, { interests: moved, parameters: { topic: 'tentes' } })).toEqual([]);
  });

  it('looks at the period alone', async () => {
    expect(await ask(interests, { from: '2026-09-30', to: '2026-09-30' })).toEqual([
      ['tentes', 1, expect.closeTo(1.6 / 2 ** (10 / 24), 2), 4, 60_000],
      ['tentes/ultra', 1, expect.closeTo(1.6 / 2 ** (10 / 24), 2), 4, 60_000],
    ]);
  });

  it('tells the weeks of one level', async () => {
    const weekEnd = 2 ** -((Date.UTC(2026, 9, 4, 22) - noon) / dayMs);
    expect(await ask(interestsByWeek, { parameters: { above: '' } })).toEqual([
      ['2026-09-28', 'tentes', 2, expect.closeTo(10.9 * weekEnd, 2), 5],
    ]);
    expect(await ask(interestsByWeek, { parameters: { above: 'tentes' } })).toEqual([
      ['2026-09-28', 'tentes/ultra', 2, expect.closeTo(10.8 * weekEnd, 2), 4],
    ]);
  });

  it('tells the products, pages and visitors of a topic', async () => {
    const parameters = { topic: 'tentes' };
    expect(await ask(topicProducts, { parameters })).toEqual([['T1', null, 2, 5]]);
    expect(await ask(topicPages, { parameters })).toEqual([
      ['/t1', 1, 0.8, 4, 60_000],
      ['/l1', 1, 0.1, 1, 0],
    ]);
    expect(await ask(topicVisitors, { parameters })).toEqual([
      [ann, 9.8, 4, noon],
      [bob, 1.1, 1, noon],
    ]);
  });

  it('tells who viewed a product and never bought it, under measuring alone too', async () => {
    expect(await ask(viewedNeverBought)).toEqual([['T1', null, 2, 3, 0.667, 3]]);
    await target.warehouse.putProducts(
      'shop',
      [{ revision: 1, isRemoved: false, product: { id: 'T1', name: 'Tente', stock: 'in' } }],
      noon,
    );
    expect((await ask(viewedNeverBought))[0]?.[1]).toBe('Tente');
  });

  it('knows that a customer of a browser bought it, at the till or with another browser', async () => {
    const club = { site: 'club' };
    const bag = (visitor: string, over: Partial<StoredEvent>) => at(visitor, 0, see('B1', []), { ...club, ...over });
    const sold = (visitor: string, orderId: string, over: Partial<StoredEvent>) => {
      const order = { orderId, currency: 'EUR', totalMinor: 1_000, lines: [line('B1')] };
      return at(visitor, 5, { type: 'purchase', order }, { ...club, ...over });
    };
    const till = { channel: 'till', basis: 'contract', purposes: [] } as const;
    await target.warehouse.insert(
      toBlock([
        bag(ann, { customerId: 'C1' }),
        sold(kim, 'B1', { customerId: 'C1', ...till }),
        bag(bob, { customerId: 'C2' }),
        at(other(bob), 0, view('/', []), { ...club, customerId: 'C2' }),
        sold(other(bob), 'B2', {}),
        bag(eve, { customerId: 'C3' }),
        sold(kim, 'B3', { ...till }),
      ]),
    );
    expect(await ask(viewedNeverBought, club)).toEqual([['B1', null, 1, 3, 0.333, 3]]);
  });
});
