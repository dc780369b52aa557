import {
  defaultInterestSettings,
  type FactValues,
  type InterestSettings,
  type Problem,
  type SegmentOverlap,
  type SegmentWorth,
  type Site,
} from '@sillage/protocol';
import type { FactValuesQuery, SegmentOverlapQuestion, SegmentWorthQuestion, Warehouse } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { noDefinitions } from '../definitions/site-definitions.js';
import { loyalBody } from '../testing/definition-bodies.js';
import { createSegmentRoutes } from './segment-routes.js';

const site = { id: 'boutique', currency: 'EUR', timeZone: 'Europe/Paris' } as Site;
const mine = { ...loyalBody, id: 'mine', version: 3, changedAt: 0 } as never;
const some = { persons: 4, buyers: 2, orders: 4, paidOrders: 3, revenueMinor: 1_000, repeaters: 2, lost: 1 };
const nothing = { persons: 0, buyers: 0, orders: 0, paidOrders: 0, revenueMinor: 0, repeaters: 0, lost: 0 };

function start(
  over: Partial<Pick<Warehouse, 'reportCoverage' | 'factValues' | 'segmentSize'>> = {},
  topics: InterestSettings['topics'] = {},
) {
  const asked: unknown[] = [];
  const at = { now: Date.UTC(2026, 9, 1, 22, 30) };
  const unused = () => Promise.reject(new Error('not asked here'));
  const app = createSegmentRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    interestSettings: () => ({ ...defaultInterestSettings, topics }),
    clock: () => at.now,
    logger: pino({ level: 'silent' }),
    definitions: { of: () => ({ ...noDefinitions, segments: new Map([['mine', mine]]) }), isLoaded: () => true },
    warehouse: {
      segmentSize: unused,
      segmentSizes: unused,
      segmentMembers: unused,
      reportCoverage: async () => ({ measuredViews: 9, exemptViews: null }),
      segmentWorth: async ({ signal: _, ...question }: SegmentWorthQuestion) => {
        asked.push(question);
        return { segment: nothing, everybody: some };
      },
      segmentOverlap: async ({ signal: _, ...question }: SegmentOverlapQuestion) => {
        asked.push(question);
        return [
          { isIn: [false, false, false], persons: 10 },
          { isIn: [true, false, false], persons: 3 },
          { isIn: [true, true, false], persons: 2 },
          { isIn: [true, true, true], persons: 1 },
        ];
      },
      factValues: async (query: FactValuesQuery) => {
        asked.push(query);
        return [
          { value: 'chaussures/randonnée', name: '', times: 9 },
          { value: 'T-1', name: 'Tente Érable', times: 2 },
        ];
      },
      ...over,
    },
  });
  const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    app.request(
      new Request(`http://shop${path}`, {
        ...init,
        headers: { Authorization: 'Bearer secret', 'Sillage-Site': site.id, ...headers },
      }),
    );
  return { ask, asked, at };
}

it.each<[string, string, RequestInit]>([
  ['the coverage of what a segment is worth', '/v1/segments/mine/worth', {}],
  ['the size of a segment', '/v1/segments/mine/size', {}],
  ['the count of a tree', '/v1/segments/count', { method: 'POST', body: JSON.stringify({ tree: loyalBody.tree }) }],
])('stops asking for %s when who asked is gone', async (_, path, init) => {
  const gone = new AbortController();
  const heard: (boolean | undefined)[] = [];
  const leave = (signal: AbortSignal | undefined) => {
    heard.push(signal?.aborted);
    gone.abort();
    heard.push(signal?.aborted);
  };
  const { ask } = start({
    reportCoverage: async (_period, signal) => {
      leave(signal);
      return { measuredViews: 9, exemptViews: null };
    },
    segmentSize: async (_question, signal) => {
      leave(signal);
      return { persons: 1, of: 2 };
    },
  });
  await ask(path, {}, { ...init, signal: gone.signal });
  expect(heard).toEqual([false, true]);
});

describe('what a segment is worth', () => {
  it('is a report of two rows, of which nothing is divided by nobody', async () => {
    const { ask, asked } = start();
    const worth = (await (await ask('/v1/segments/mine/worth?from=2026-09-01&to=2026-09-30')).json()) as SegmentWorth;
    const period = { from: '2026-09-01', to: '2026-09-30', timeZone: 'Europe/Paris', currency: 'EUR' };
    expect(asked).toMatchObject([{ site: 'boutique', tree: loyalBody.tree, ...period }]);
    expect(worth).toMatchObject({ ...period, site: 'boutique', coverage: { measuredViews: 9, exemptViews: null } });
    expect(worth.columns.map(({ name }) => name)).toEqual([
      'group',
      'persons',
      'buyers',
      'orders',
      'revenue',
      'revenuePerPerson',
      'averageBasket',
      'attrition',
    ]);
    expect(worth.rows).toEqual([
      ['segment', 0, 0, 0, 0, null, null, null],
      ['everybody', 4, 2, 4, 1_000, 250, 333, 0.5],
    ]);
  });

  it.each([
    ['/v1/segments/mine/worth?currency=euro', 422, /currency/],
    ['/v1/segments/mine/worth?from=x', 422, /from/],
    ['/v1/segments/none/worth', 404, /^$/],
  ])('refuses %s', async (path, status, detail) => {
    const reply = await start().ask(path);
    expect(reply.status).toBe(status);
    expect(((await reply.json()) as Problem).detail ?? '').toMatch(detail);
  });
});

describe('segments compared', () => {
  it('are told each and by two, ready-made ones too', async () => {
    const { ask, asked } = start();
    const overlap = (await (await ask('/v1/segments/overlap?ids=mine,lost,new,mine')).json()) as SegmentOverlap;
    expect(overlap).toMatchObject({ of: 16, inAny: 6 });
    expect(overlap.segments).toEqual([
      { segment: 'mine', persons: 6 },
      { segment: 'lost', persons: 3 },
      { segment: 'new', persons: 1 },
    ]);
    expect(overlap.pairs).toEqual([
      { segments: ['mine', 'lost'], persons: 3 },
      { segments: ['mine', 'new'], persons: 1 },
      { segments: ['lost', 'new'], persons: 1 },
    ]);
    expect(asked).toMatchObject([
      { site: 'boutique', trees: [loyalBody.tree, { fact: 'gapElapsed' }, { type: 'all' }] },
    ]);
  });

  it.each([
    ['', 422],
    ['mine', 422],
    ['mine,none', 404],
    ['a,b,c,d,e,f,g,h,i', 422],
  ])('are refused where the ids are %j', async (ids, status) => {
    const { ask, asked } = start();
    expect((await ask(`/v1/segments/overlap?ids=${ids}`)).status).toBe(status);
    expect(asked).toEqual([]);
  });
});

describe('values of a fact', () => {
  it.each([
    ['', ['chaussures/randonnée', 'T-1']],
    ['RANDO', ['chaussures/randonnée']],
    ['ando', []],
    ['erab', ['T-1']],
    ['t-1', ['T-1']],
  ])('beginning with %j are found by their words and names', async (starts, found) => {
    const reply = await start().ask(`/v1/segments/values?fact=topic&starts=${starts}`);
    expect(((await reply.json()) as FactValues).values.map(({ value }) => value)).toEqual(found);
  });

  it('are topics as the site counts them', async () => {
    const { ask } = start({}, { chaussures: 'pieds/souliers', 'T-1': '' });
    const { values } = (await (await ask('/v1/segments/values?fact=topic')).json()) as FactValues;
    expect(values).toEqual([
      { value: 'pieds/souliers/randonnée', times: 9 },
      { value: 'pieds', times: 9 },
      { value: 'pieds/souliers', times: 9 },
    ]);
  });

  it('are read once in five minutes, of each fact and site', async () => {
    const { ask, asked, at } = start();
    for (const starts of ['t', 'te', 'ten']) await ask(`/v1/segments/values?fact=product&starts=${starts}`);
    expect(asked).toEqual([{ site: 'boutique', fact: 'product', limit: 5_000 }]);
    at.now += 300_000;
    await ask('/v1/segments/values?fact=product');
    await ask('/v1/segments/values?fact=brand');
    expect(asked).toHaveLength(3);
  });

  it('are read once for all who ask at once, and again where that failed', async () => {
    const { ask, asked } = start();
    await Promise.all(['t', 'te', 'ten'].map((starts) => ask(`/v1/segments/values?fact=product&starts=${starts}`)));
    expect(asked).toHaveLength(1);
    let times = 0;
    const failing = start({
      factValues: async () => {
        times += 1;
        if (times === 1) throw new Error('away');
        return [{ value: 'T-1', name: '', times: 2 }];
      },
    });
    expect((await failing.ask('/v1/segments/values?fact=product')).status).toBe(500);
    expect((await failing.ask('/v1/segments/values?fact=product')).status).toBe(200);
  });

  it('are of facts that there are, and told to nobody without the key', async () => {
    const { ask, asked } = start();
    expect((await ask('/v1/segments/values?fact=visitor')).status).toBe(422);
    expect((await ask('/v1/segments/values?fact=topic', { Authorization: '' })).status).toBe(401);
    expect((await ask('/v1/segments/overlap?ids=new,lost', { Authorization: '' })).status).toBe(401);
    expect((await ask('/v1/segments/mine/worth', { Authorization: '' })).status).toBe(401);
    expect(asked).toEqual([]);
  });
});
