import type { ReportCell } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLoyalShop } from '../testing/loyal-shop.js';
import { store, toBlock } from '../testing/stored.js';
import { type Target, targets } from '../testing/targets.js';
import { attrition } from './attrition.js';
import { customerValue } from './customer-value.js';
import { discountLoyalty } from './discount-loyalty.js';
import { earlyAdoption } from './early-adoption.js';
import { profitDistribution } from './profit-distribution.js';
import { regularity } from './regularity.js';
import type { NamedReport } from './report.js';
import { retention } from './retention.js';
import { rfm } from './rfm.js';
import { tenure } from './tenure.js';

const site = 'loyal';
/** Midnight of 1 July in Paris. */
const now = Date.UTC(2026, 5, 30, 22);

describe.each(Object.entries(targets))('reports of loyalty, %s', (_, open) => {
  let target: Target;

  beforeAll(async () => {
    target = await open();
    await loadLoyalShop(target.warehouse, site);
    const released = { id: 'N1', name: 'N1', stock: 'in', releasedAt: Date.UTC(2026, 0, 1) } as const;
    const product = { ...released, priceMinor: 10_000, currency: 'EUR', marginMinor: 4_000 };
    await target.warehouse.putProducts(site, [{ revision: 1, isRemoved: false, product }], now);
  });

  afterAll(() => target.close());

  async function ask(report: NamedReport, over: Record<string, string> = {}): Promise<ReportCell[][]> {
    const { from = '2026-01-01', to = '2026-06-30', ...parameters } = over;
    const question = { site, timeZone: 'Europe/Paris', from, to, currency: 'EUR', filters: {}, parameters, now };
    return (await target.warehouse.report(report, question)).rows;
  }

  it('retention tells each month’s first buyers, and who bought again in the months that are over', async () => {
    expect(await ask(retention)).toEqual([
      ['2026-01-01', 0, 3, 3, 1],
      ['2026-01-01', 1, 3, 1, 1 / 3],
      ['2026-01-01', 2, 3, 1, 1 / 3],
      ['2026-01-01', 3, 3, 0, 0],
      ['2026-01-01', 4, 3, 0, 0],
      ['2026-01-01', 5, 3, 1, 1 / 3],
      ['2026-02-01', 0, 1, 1, 1],
      ['2026-02-01', 1, 1, 0, 0],
      ['2026-02-01', 2, 1, 1, 1],
      ['2026-02-01', 3, 1, 0, 0],
      ['2026-02-01', 4, 1, 0, 0],
      ['2026-05-01', 0, 1, 1, 1],
      ['2026-05-01', 1, 1, 0, 0],
      ['2026-06-01', 0, 1, 1, 1],
    ]);
    expect(await ask(retention, { from: '2026-05-10', to: '2026-06-15' })).toEqual([
      ['2026-05-01', 0, 1, 1, 1],
      ['2026-06-01', 0, 1, 1, 1],
    ]);
  });

  it('retention by week begins on Mondays', async () => {
    const rows = await ask(retention, { by: 'week', from: '2026-02-01', to: '2026-04-12' });
    expect(rows.filter(([cohort, , , active]) => cohort === '2026-02-02' && Number(active) > 0)).toEqual([
      ['2026-02-02', 0, 1, 1, 1],
      ['2026-02-02', 8, 1, 1, 1],
    ]);
  });

  it('retention of visits goes by the first visit that is held', async () => {
    const visitor = '77777777-7777-4777-8777-777777777777';
    for (const [month, sessionId] of [
      [0, 'a1'],
      [2, 'a2'],
    ] as const) {
      const occurredAt = Date.UTC(2026, month, 15);
      const over = { site, visitor, sessionId: `0199a000-0000-7000-8000-0000000000${sessionId}`, occurredAt };
      await target.warehouse.insert(toBlock([store({ type: 'page_view', path: '/' }, over)]));
    }
    const rows = await ask(retention, { of: 'visit', from: '2026-01-01', to: '2026-03-31' });
    const january = rows.filter(([cohort]) => cohort === '2026-01-01');
    // ada, ben and cleo ordered on the site in January, each in a browser of their own for each order or not
    expect(january.map(([, age, , active]) => [age, active])).toEqual([
      [0, 4],
      [1, 1],
      [2, 2],
    ]);
  });

  it('attrition adds up: active before, new and won back, less lost, are active at the end', async () => {
    expect(await ask(attrition)).toEqual([
      ['2026-01-01', 0, 3, 0, 0, 0, 3, 0, 0],
      ['2026-02-01', 3, 1, 1, 0, 0, 4, 0, 0],
      ['2026-03-01', 4, 0, 1, 0, 0, 4, 2, 0],
      ['2026-04-01', 4, 0, 1, 0, 0, 4, 3, 0],
      ['2026-05-01', 4, 1, 0, 0, 1, 4, 2, 0.2],
      ['2026-06-01', 4, 1, 1, 0, 1, 4, 0, 0.2],
    ]);
  });

  it('attrition by week tells who was lost and won back within a month', async () => {
    const rows = await ask(attrition, { by: 'week', from: '2026-06-01', to: '2026-06-21' });
    expect(rows).toEqual([
      ['2026-06-01', 4, 1, 0, 0, 2, 3, 0, 0.4],
      ['2026-06-08', 3, 0, 0, 0, 0, 3, 0, 0],
      ['2026-06-15', 3, 0, 0, 1, 0, 4, 0, 0],
    ]);
  });

  it('attrition counts at risk, until the day comes, who is to be lost later in the period', async () => {
    // ada, on 4 June; dan and eve are active, and so is the guest
    expect(await ask(attrition, { from: '2026-06-01', to: '2026-06-02' })).toEqual([
      ['2026-06-01', 3, 1, 0, 0, 0, 4, 1, 0],
    ]);
  });

  it('rfm gives marks by the fifths of this shop, equal ones to equal values', async () => {
    expect(await ask(rfm)).toEqual([
      [5, 3, 4, 1, 2, 28_000, 10.4],
      [4, 1, 1, 1, 1, 1_000, 29.4],
      [3, 1, 1, 1, 1, 4_000, 46.4],
      [2, 3, 3, 1, 2, 7_000, 88.4],
      [1, 5, 5, 1, 3, 30_000, 116.4],
      [1, 1, 2, 1, 1, 5_000, 171.4],
    ]);
  });

  it('regularity, tenure and loyalty to discounts sort persons into all of their classes', async () => {
    expect(await ask(regularity)).toEqual([
      ['regular', 1, 0, 3, 30_000, 30_000],
      ['varying', 0, 0, 0, 0, null],
      ['irregular', 0, 0, 0, 0, null],
      ['too_few', 5, 4, 7, 45_000, 9_000],
    ]);
    expect(await ask(tenure)).toEqual([
      ['under_3_months', 2, 2, 2, 5_000, 2_500],
      ['3_to_6_months', 4, 2, 8, 70_000, 17_500],
      ['6_to_12_months', 0, 0, 0, 0, null],
      ['1_to_2_years', 0, 0, 0, 0, null],
      ['over_2_years', 0, 0, 0, 0, null],
    ]);
    expect(await ask(discountLoyalty)).toEqual([
      ['never', 2, 1, 5, 58_000, 29_000],
      ['sometimes', 0, 0, 0, 0, null],
      ['mostly', 1, 1, 2, 7_000, 7_000],
      ['only', 0, 0, 0, 0, null],
      ['one_order', 3, 2, 3, 10_000, 3_333],
    ]);
  });

  it('early adoption goes by the age of a product when it was bought', async () => {
    expect(await ask(earlyAdoption)).toEqual([
      ['early', 1, 0, 3, 30_000, 30_000],
      ['sometimes', 0, 0, 0, 0, null],
      ['never', 1, 1, 2, 28_000, 28_000],
      ['unknown', 4, 3, 5, 17_000, 4_250],
    ]);
  });

  it('profit is revenue while the catalogue has the margin of less than half of what was sold, and margin after', async () => {
    const byRevenue = await ask(profitDistribution);
    expect(byRevenue.map(([place, persons, , , profit]) => [place, persons, profit])).toEqual([
      ['1', 1, 30_000],
      ['2', 1, 28_000],
      ['4', 1, 7_000],
      ['6', 1, 5_000],
      ['7', 1, 4_000],
      ['9', 1, 1_000],
    ]);
    expect(byRevenue[1]?.slice(5)).toEqual([28 / 75, 58 / 75, 'revenue', 180 / 770]);
    const old = {
      id: 'OLD',
      name: 'OLD',
      stock: 'in',
      priceMinor: 9_000,
      currency: 'EUR',
      marginMinor: 1_000,
    } as const;
    await target.warehouse.putProducts(site, [{ revision: 2, isRemoved: false, product: old }], now);
    expect(await ask(profitDistribution, { by: 'tenure' })).toEqual([
      ['under_3_months', 2, 2, 5_000, 1_667, 1_667 / 15_667, 1_667 / 15_667, 'margin', 1],
      ['3_to_6_months', 4, 8, 70_000, 14_000, 14_000 / 15_667, 1, 'margin', 1],
    ]);
  });

  it('the value of customers is empty without a model, and lists no visitors', async () => {
    const rows = await ask(customerValue, { sort: 'revenue' });
    expect(rows.map(([customer, orders]) => [customer, orders])).toEqual([
      ['ada', 3],
      ['cleo', 2],
      ['dan', 2],
      ['ben', 1],
      ['eve', 1],
    ]);
    expect(rows[1]).toEqual(['cleo', 2, Date.UTC(2026, 5, 20, 12), 28_000, null, null, null]);
  });
});
