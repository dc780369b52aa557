import type { OfferResults, Problem, SegmentTree, Site } from '@sillage/protocol';
import { defaultInterestSettings, toPointer } from '@sillage/protocol';
import fc from 'fast-check';
import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDefinitionRoutes } from '../definitions/definition-routes.js';
import { openDefinitions } from '../definitions/definitions-copy.js';
import { heroBody, offerBody } from '../testing/definition-bodies.js';
import { openShop, type ShopOnDisk } from '../testing/open-shop.js';
import { now, randomShop } from '../testing/random-shop.js';
import { stringFields } from '../testing/string-fields.js';
import { createSegmentRoutes } from './segment-routes.js';

/** What ends a string, a statement, a parameter or a row, and what a file name or an object could be taken for. */
const hostile = [
  "'; DROP TABLE events; SELECT '",
  "x') OR 1=1 OR ('' = '",
  "\\'); SELECT sleep(3) --",
  '{site:String}',
  "a\u0000\n\tb' UNION ALL SELECT * FROM system.tables",
  '__proto__',
];

/** A condition of each kind, with every string field that it may have. */
const trees: SegmentTree[] = [
  { type: 'number', fact: 'visits', is: 'at_least', value: 1 },
  { type: 'money', fact: 'cartValueMinor', currency: 'EUR', is: 'more_than', valueMinor: 0 },
  { type: 'money', fact: 'marginMinor', currency: 'EUR', is: 'more_than', valueMinor: 0 },
  { type: 'word', fact: 'country', among: ['FR'] },
  { type: 'word', fact: 'channel', among: ['nowhere', 'elsewhere'] },
  { type: 'order_share', topic: 'velo', is: 'at_least', value: 0 },
  { type: 'viewed', topic: 'velo', atLeast: 1 },
  { type: 'viewed', productId: 'P1', atLeast: 1, withinDays: 3 },
  { type: 'bought', topic: 'velo', atLeast: 1 },
  { type: 'bought', productId: 'P1', atLeast: 1 },
  { type: 'in_cart', topic: 'velo' },
  { type: 'in_cart', productId: 'P1', idleHours: 0 },
  { type: 'did', what: 'visited', atLeast: 1 },
  { type: 'interest', kind: 'topic', key: 'velo', top: 3 },
  { type: 'interest', kind: 'brand', key: 'Acme', minShare: 0 },
  { type: 'interest', kind: 'price_band', key: 'EUR 1000-2000', minScore: 0 },
  { type: 'not', of: { type: 'all', of: [{ type: 'viewed', topic: 'velo', atLeast: 1 }] } },
];

const localised = { fr: { title: 'Bonjour', url: '/a' }, en: { title: 'Hello', url: '/a' } };
const field = { name: 'title', kind: 'text' };
const link = { name: 'url', kind: 'url' };
const slot = { ...heroBody, id: 'aside', template: 'product_list', fields: [field, link], content: localised };
const selection = { strategy: 'next', count: 3 };
const offer = {
  ...offerBody,
  content: { hero: localised },
  products: selection,
  coupon: 'MAI',
  segment: 'mine',
  trigger: { kind: 'topic_viewed', topic: 'velo' },
  requiredProducts: ['P1'],
  salt: 'salt',
  reason: { fr: 'Parce que', en: 'Because' },
};
const segment = { names: { fr: 'Miens', en: 'Mine' }, tree: trees[0] };

const site = { id: 'boutique', currency: 'EUR', timeZone: 'Europe/Paris' } as Site;
const secret = { id: 'secret', currency: 'EUR', timeZone: 'Europe/Paris' } as Site;
const sites = [site, secret];

let shop: ShopOnDisk;
let ask: (method: string, path: string, body?: unknown, of?: Site) => Promise<Response>;
let sizes: unknown[];

beforeAll(async () => {
  shop = await openShop();
  for (const [index, { id }] of sites.entries()) {
    const [happened] = fc.sample(randomShop(id), { numRuns: 1, seed: 7 + index });
    if (happened) await shop.insert(happened, 20);
  }
  const { warehouse } = shop;
  const logger = pino({ level: 'silent' });
  const definitions = openDefinitions({ warehouse, everyMs: 1, wait: () => new Promise(() => undefined), logger });
  const options = {
    findSite: (id: string) => sites.find((one) => one.id === id),
    isAuthentic: () => true,
    interestSettings: () => defaultInterestSettings,
    clock: () => now,
    logger,
    warehouse,
    definitions,
  };
  const app = new Hono()
    .route('/', createSegmentRoutes(options))
    .route('/', createDefinitionRoutes({ ...options, tokenKeys: ['k'.repeat(32)] }));
  ask = async (method, path, body, { id } = site) =>
    app.request(path, {
      method,
      headers: { 'Sillage-Site': id },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  await definitions.refresh();
  expect((await ask('PUT', '/v1/segments/mine', segment)).status).toBe(201);
  expect((await ask('PUT', '/v1/slots/hero', { ...heroBody, fields: [field, link] })).status).toBe(201);
  sizes = await tellSizes();
});
afterAll(() => shop.close());

/** Of both sites: nothing that is asked may change them. */
function tellSizes(): Promise<unknown[]> {
  return Promise.all(sites.map(async (one) => (await ask('GET', '/v1/segments/new/size', undefined, one)).json()));
}

async function expectRefusal(reply: Response, path: readonly (string | number)[]): Promise<void> {
  expect(reply.status).toBe(422);
  const { code, errors = [] } = (await reply.json()) as Problem;
  expect(code).toBe('invalid_request');
  // what is wrong with a type or a kind is told of what it is part of
  const around = [path, path.slice(0, -1), path.slice(0, -2)].map(toPointer);
  expect(errors.some(({ pointer }) => around.includes(pointer))).toBe(true);
}

describe('hostile text', () => {
  const inTrees = trees.flatMap((tree) => [...stringFields({ tree })].map((one) => ({ tree, ...one })));
  it.each(inTrees.map(({ tree, path, put }) => [JSON.stringify(tree), path.join('.'), { path, put }] as const))(
    'in %s at %s finds nobody or is refused there',
    async (_, __, { path, put }) => {
      const all = (sizes[0] as { of: number }).of;
      for (const text of hostile) {
        const reply = await ask('POST', '/v1/segments/count', put(text));
        if (reply.status !== 200) {
          await expectRefusal(reply, path);
          continue;
        }
        expect(await reply.json()).toMatchObject({ persons: 0, of: all });
      }
    },
  );

  const bodies = [
    ['offers', { ...offer, id: 'evil' }],
    ['slots', { ...slot, id: 'evil', products: selection }],
    ['segments', { ...segment, id: 'evil' }],
  ] as const;
  const inBodies = bodies.flatMap(([collection, body]) =>
    [...stringFields(body)].map((one) => ({ collection, ...one })),
  );
  it.each(inBodies.map(({ collection, path, put }) => [collection, path.join('.'), { path, put }] as const))(
    'in a body of %s at %s is kept as it is or refused there',
    async (collection, _, { path, put }) => {
      for (const text of hostile) {
        const body = put(text);
        const reply = await ask('PUT', `/v1/${collection}/evil`, body);
        if (reply.status >= 400) {
          await expectRefusal(reply, path);
          continue;
        }
        const told = await (await ask('GET', `/v1/${collection}/evil`)).json();
        expect(told).toMatchObject(JSON.parse(JSON.stringify(body)));
        const results = collection === 'offers' && (await ask('GET', '/v1/offers/evil/results'));
        if (results) expect(((await results.json()) as OfferResults).eligible).toBe(0);
      }
    },
  );

  it.each(hostile)('%j in a path or a query is refused, or names nothing', async (text) => {
    const evil = encodeURIComponent(text);
    for (const part of ['size', 'sizes', 'members', 'sentence']) {
      expect((await ask('GET', `/v1/segments/${evil}/${part}`)).status).toBe(404);
    }
    for (const query of ['sizes?from=', 'sizes?to=', 'members?format=', 'sentence?language=']) {
      expect((await ask('GET', `/v1/segments/new/${query}${evil}`)).status).toBe(422);
    }
  });

  it('has run nothing, and has read nothing of another site', async () => {
    expect(await tellSizes()).toEqual(sizes);
    const stored = await shop.warehouse.readDefinitions();
    expect(stored.every((one) => one.site === site.id)).toBe(true);
  });
});
