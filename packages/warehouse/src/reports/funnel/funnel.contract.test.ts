import { defaultInterestSettings } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../stored-event.js';
import { type Draft, minuteMs, noon, store, toBlock } from '../../testing/stored.js';
import { type Target, targets } from '../../testing/targets.js';
import type { NamedReport, ReportQuestion } from '../report.js';
import { abandonedCarts, abandonedProducts } from './abandoned-carts.js';
import { funnel } from './funnel.js';
import { pathBefore, pathNext } from './path-steps.js';

const dayMs = 86_400_000;

const question: ReportQuestion = {
  site: 'shop',
  timeZone: 'Europe/Paris',
  from: '2026-10-01',
  to: '2026-10-05',
  currency: 'EUR',
  filters: {},
  parameters: {},
  now: noon + 3 * dayMs,
};

/** Visit `1` to `9` of a visitor of its own, unless said otherwise. */
function at(visit: number, minutes: number, draft: Draft, over: Partial<StoredEvent> = {}): StoredEvent {
  return store(draft, {
    visitor: `1111111${visit}-1111-4111-8111-111111111111`,
    sessionId: `2222222${visit}-2222-4222-8222-222222222222`,
    occurredAt: noon + minutes * minuteMs,
    ...over,
  });
}

const view = (path: string, topics: string[] = []): Draft => ({ type: 'page_view', path, topics });
const see: Draft = { type: 'product_view', path: '/t1', product: { productId: 'T1' } };
const line = (productId: string, priceMinor: number, quantity = 1) => ({
  productId,
  priceMinor,
  currency: 'EUR',
  quantity,
});
const add = (productId: string, priceMinor: number, quantity = 1): Draft => ({
  type: 'cart_add',
  line: line(productId, priceMinor, quantity),
});
const buy = (orderId: string): Draft => ({
  type: 'purchase',
  order: { orderId, currency: 'EUR', totalMinor: 1_000, lines: [line('T1', 1_000)] },
});

/** What is known of an order that the shop's server tells. */
const ofServer = { channel: 'server', device: 'other', country: '', basis: 'contract', purposes: [] } as const;

/**
 * | visit | minutes: what |
 * |---|---|
 * | 1 | 0 `/`, 1 `/tentes` (tentes), 2 `/t1` (tentes), 2 sees T1, 4 adds it (10 €), 5 checkout, 8 buys |
 * | 2 | 0 `/`, 0 `/` again, 1 `/tentes` (tentes), 3 adds T1 from the list and 2 L1 (5 €), takes one L1 out |
 * | 3 | 0 `/tentes` (tentes), 1 `/lampes` (lampes), 1 sees a lamp, 19 adds it; the shop's server tells its order at 20; 21 adds T1 |
 * | 4 | 0 `/`, adds T1; its visitor buys 23 hours later in visit 5 |
 * | 6 | a bot |
 * | 7 | 0 `/`, adds T1; customer C7 buys at the till an hour later |
 * | 8 | two days later: adds T1, less than a day before now |
 * | 9 | no visit: the till's order of customer C7, and an imported one |
 */
const events: StoredEvent[] = [
  at(1, 0, view('/')),
  at(1, 1, view('/tentes', ['tentes'])),
  at(1, 2, view('/t1', ['tentes'])),
  at(1, 2, see),
  at(1, 4, add('T1', 1_000)),
  at(1, 5, { type: 'checkout_start', lines: [line('T1', 1_000)], currency: 'EUR', totalMinor: 1_000 }),
  at(1, 8, buy('O1')),
  at(2, 0, view('/')),
  at(2, 0.5, view('/')),
  at(2, 1, view('/tentes', ['tentes'])),
  at(2, 3, add('T1', 1_000)),
  at(2, 3, add('L1', 500, 2)),
  at(2, 3, { type: 'cart_remove', line: line('L1', 500) }),
  at(3, 0, view('/tentes', ['tentes'])),
  at(3, 1, view('/lampes', ['lampes'])),
  at(3, 1, { type: 'product_view', path: '/lampes', product: { productId: 'L1' } }),
  at(3, 19, add('L1', 500)),
  at(3, 20, buy('O3'), { ...ofServer }),
  at(3, 21, add('T1', 1_000)),
  at(4, 0, view('/')),
  at(4, 1, add('T1', 1_000)),
  at(4, 23 * 60, buy('O4'), { sessionId: '22222225-2222-4222-8222-222222222222' }),
  at(6, 0, view('/'), { isBot: true }),
  at(7, 0, view('/'), { customerId: 'C7' }),
  at(7, 1, add('T1', 1_000), { customerId: 'C7' }),
  at(9, 60, buy('O7'), { customerId: 'C7', channel: 'till', basis: 'contract', purposes: [] }),
  at(9, 70, buy('O9'), { channel: 'till', basis: 'import', purposes: [] }),
  at(8, 2 * 1440 + 60, add('T1', 1_000)),
];

const ofAll = [
  ['page', 7, 1, null, null],
  ['product', 7, 1, 0, 1.5 * minuteMs],
  ['cart', 7, 1, 0, 10 * minuteMs],
  ['checkout', 3, 0.429, 0.571, minuteMs],
  ['order', 3, 0.429, 0, 3 * minuteMs],
];
/** Carts of none of them count yet. */
const laterDays = ['02', '03', '04', '05'].map((day) => [`2026-10-${day}`, 0, 0, null, 0]);

describe.each(Object.entries(targets))('funnel and paths, %s', (_, open) => {
  let target: Target;

  beforeAll(async () => {
    target = await open();
    await target.warehouse.insert(toBlock(events));
  });

  afterAll(() => target.close());

  async function ask(report: NamedReport, over: Partial<ReportQuestion> = {}) {
    const { rows } = await target.warehouse.report(report, { ...question, ...over });
    return rows.map((row) => row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1000) / 1000 : cell)));
  }

  it('tells how far visits came and how long each step took', async () => {
    // visits 1 to 5, 7, 8; a visit that orders has been at every step before
    expect(await ask(funnel)).toEqual(ofAll);
  });

  it('counts a visit by its own device and country, whoever tells its order', async () => {
    expect(await ask(funnel, { filters: { channel: 'web', device: 'mobile', country: 'FR' } })).toEqual(ofAll);
    expect(await ask(funnel, { filters: { device: 'other' } })).toEqual([]);
  });

  it('counts no order of the till, and nothing of nobody', async () => {
    expect(await ask(funnel, { filters: { channel: 'till' } })).toEqual([]);
    expect(await ask(funnel, { site: 'nobody' })).toEqual([]);
  });

  it('counts a visit on the day on which it begins', async () => {
    // visit 5, the order of the evening after
    expect(await ask(funnel, { from: '2026-10-02', to: '2026-10-02' })).toEqual([
      ['page', 1, 1, null, null],
      ['product', 1, 1, 0, null],
      ['cart', 1, 1, 0, null],
      ['checkout', 1, 1, 0, null],
      ['order', 1, 1, 0, null],
    ]);
  });

  it('tells what comes after and before a page', async () => {
    expect(await ask(pathNext, { parameters: { path: '/', topic: '' } })).toEqual([
      ['page', '/tentes', 2, 2, 0.5],
      ['none', null, 2, 2, 0.5],
    ]);
    expect(await ask(pathBefore, { parameters: { path: '/tentes', topic: '' } })).toEqual([
      ['page', '/', 2, 2, 0.667],
      ['none', null, 1, 1, 0.333],
    ]);
  });

  it('tells where visits go from a topic and where they come from', async () => {
    expect(await ask(pathNext, { parameters: { path: '', topic: 'tentes' } })).toEqual([
      ['none', null, 2, 2, 0.667],
      ['topic', 'lampes', 1, 1, 0.333],
    ]);
    expect(await ask(pathBefore, { parameters: { path: '', topic: 'tentes' } })).toEqual([
      ['page', '/', 2, 2, 0.667],
      ['none', null, 1, 1, 0.333],
    ]);
  });

  it('goes by topics as the site counts them', async () => {
    const interests = { ...defaultInterestSettings, topics: { tentes: 'abris', lampes: 'abris/lampes' } };
    const steps = (report: NamedReport, topic: string) => ask(report, { interests, parameters: { path: '', topic } });
    expect(await steps(pathNext, 'tentes')).toEqual([]);
    expect(await steps(pathNext, 'abris')).toEqual([['none', null, 3, 3, 1]]);
    expect(await steps(pathBefore, 'abris/lampes')).toEqual([['topic', 'abris', 1, 1, 1]]);
  });

  it('tells carts that were left for a day without an order', async () => {
    expect(await ask(abandonedCarts)).toEqual([['2026-10-01', 5, 2, 0.4, 2_500], ...laterDays]);
    expect(await ask(abandonedProducts)).toEqual([
      ['T1', null, 2, 2, 2_000],
      ['L1', null, 1, 1, 500],
    ]);
  });

  it('knows by any filter that what was put in before an order was bought', async () => {
    expect(await ask(abandonedCarts, { filters: { device: 'mobile' } })).toEqual([
      ['2026-10-01', 5, 2, 0.4, 2_500],
      ...laterDays,
    ]);
  });

  it('counts a change that is written twice once, and two equal ones of one millisecond twice', async () => {
    const inCart = (draft: Draft) => at(1, 1, draft, { site: 'twice' });
    const changes = [inCart(add('T1', 1_000)), inCart(add('L1', 500)), inCart(add('L1', 500))];
    await target.warehouse.insert(toBlock([...changes, ...changes]));
    await target.warehouse.insert(toBlock(changes));
    expect(await ask(abandonedProducts, { site: 'twice' })).toEqual([
      ['L1', null, 1, 2, 1_000],
      ['T1', null, 1, 1, 1_000],
    ]);
  });

  it('looks at what a visit did within the period alone', async () => {
    const overnight = (minutes: number, draft: Draft) => at(1, 9 * 60 + minutes, draft, { site: 'overnight' });
    await target.warehouse.insert(toBlock([overnight(0, add('T1', 1_000)), overnight(120, add('L1', 500))]));
    const cartsOf = (day: string) => ask(abandonedCarts, { site: 'overnight', from: day, to: day });
    expect(await cartsOf('2026-10-01')).toEqual([['2026-10-01', 1, 1, 1, 1_000]]);
    expect(await cartsOf('2026-10-02')).toEqual([['2026-10-02', 1, 1, 1, 500]]);
  });

  it('knows a customer’s order by any event of the visit', async () => {
    const named = (minutes: number, draft: Draft, customerId = '') =>
      at(1, minutes, draft, { site: 'named', customerId });
    const till = { site: 'named', customerId: 'C1', channel: 'till', basis: 'contract', purposes: [] } as const;
    await target.warehouse.insert(
      toBlock([named(0, add('T1', 1_000)), named(1, view('/compte'), 'C1'), at(9, 60, buy('O6'), till)]),
    );
    expect(await ask(abandonedCarts, { site: 'named' })).toEqual([['2026-10-01', 1, 0, 0, 0], ...laterDays]);
  });

  it('leaves out the value in another currency', async () => {
    expect(await ask(abandonedCarts, { currency: 'USD' })).toEqual([['2026-10-01', 5, 2, 0.4, 0], ...laterDays]);
  });
});
