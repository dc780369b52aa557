import { type PersonaliseReply, type Problem, type Site, uuidv7 } from '@sillage/protocol';
import type { StoredProduct } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { SiteCatalogue } from '../catalogue/site-catalogue.js';
import { createPersonalise } from '../create-personalise.js';
import { LiveVisitors } from '../live/live-visitors.js';
import { Recommender } from '../recommend/recommender.js';
import { createMemoryDefinitions } from '../testing/memory-definitions.js';
import { noSubjects, nothingOffered } from '../testing/nothing-offered.js';
import { createDefinitionRoutes } from './definition-routes.js';
import { openDefinitions } from './definitions-copy.js';

const now = Date.UTC(2026, 5, 1);
const site = { id: 'boutique', currency: 'EUR' } as Site;
const empty = { fr: {}, en: {} };
const unused = () => Promise.reject(new Error('not asked here'));

function toProduct(id: string, over: Partial<StoredProduct>): StoredProduct {
  return { id, name: id, stock: 'in', revision: 1, isRemoved: false, changedAt: 0, ...over };
}

/** A shop of three tents and a lamp, which visitors saw 4, 3, 2 and 1 times. */
function fill(recommender: Recommender, catalogue: SiteCatalogue): void {
  for (const [index, id] of ['T-1', 'T-2', 'T-3', 'L-1'].entries()) {
    const topics = id === 'L-1' ? ['lampes'] : ['tentes/ultra'];
    catalogue.apply(toProduct(id, { topics, brand: id === 'T-3' ? 'Nordlys' : 'Sudet' }));
    for (let visit = index; visit < 4; visit += 1) {
      recommender.addSight({ session: `${id} ${visit}`, visitor: uuidv7(now), product: id, at: now, topics: [] });
    }
  }
}

/** A node with its own copy of what is defined in `warehouse`. */
async function startNode(warehouse: ReturnType<typeof createMemoryDefinitions>) {
  const logger = pino({ level: 'silent' });
  const wait = () => new Promise<void>(() => undefined);
  const definitions = openDefinitions({ warehouse, everyMs: 3_000, wait, logger });
  await definitions.refresh();
  const catalogue = new SiteCatalogue();
  const recommender = new Recommender({ maxSessions: 100 });
  fill(recommender, catalogue);
  const options = {
    ...nothingOffered,
    findSite: (id: string) => (id === site.id ? site : undefined),
    hasOrigin: () => false,
    isAuthentic: (_: Site, authorization: string | undefined) => authorization === 'Bearer secret',
    tokenKeys: ['k'.repeat(32)] as const,
    verifyToken: () => undefined,
    clock: () => now,
    logger,
    definitions,
    live: new LiveVisitors({
      warehouse: { personFacts: unused, eventFacts: unused },
      loadedUpTo: () => now,
      clock: () => now,
    }),
    limitClient: () => undefined,
    findStanding: () => ({ purposes: [], isErased: false }),
    recommenderOf: () => recommender,
    catalogueOf: () => catalogue,
  };
  const routes = createDefinitionRoutes({ ...options, warehouse: { ...warehouse, offerOutcomes: unused } });
  const endpoint = createPersonalise({
    ...options,
    warehouse: { history: unused, consentsOf: unused, customerIdsOf: unused, ...noSubjects },
  });
  const headers = { Authorization: 'Bearer secret', 'Sillage-Site': site.id };
  const ask = (method: string, path: string, body?: unknown, over: Record<string, string> = {}) =>
    routes.request(path, {
      method,
      headers: { ...headers, ...over },
      body: body === undefined ? null : JSON.stringify(body),
    });
  for (const [id, strategy] of Object.entries({ next: 'next', popular: 'popular_in_topic', seen: 'recently_viewed' })) {
    const products = { strategy, count: 4 };
    await ask('PUT', `/v1/slots/${id}`, { name: id, template: 'product_list', content: empty, products });
  }
  const propose = async (slot: string) => {
    const body = JSON.stringify({ site: site.id, slots: [slot], context: { topics: ['tentes'] } });
    const reply = await endpoint.request('/v1/personalise', { method: 'POST', headers, body });
    const { decisions } = (await reply.json()) as PersonaliseReply;
    return decisions[slot]?.products.map(({ productId }) => productId);
  };
  return { ask, propose, definitions };
}

const start = () => startNode(createMemoryDefinitions());

describe('the rules of a site', () => {
  it('are put, told, replaced and ended', async () => {
    const { ask } = await start();
    expect((await ask('GET', '/v1/rules')).status).toBe(404);
    const put = await ask('PUT', '/v1/rules', { pin: ['T-3'] });
    expect([put.status, put.headers.get('ETag'), put.headers.get('Cache-Control')]).toEqual([
      201,
      '"1"',
      'private, no-store',
    ]);
    const rules = { id: 'site', pin: ['T-3'], exclude: { products: [], topics: [], brands: [] }, boost: [] };
    const told = (await (await ask('GET', '/v1/rules')).json()) as object;
    expect(told).toEqual({ ...rules, leaveOutSeen: false, version: 1, changedAt: now });
    expect((await ask('PUT', '/v1/rules', { ...told, leaveOutSeen: true })).status).toBe(200);
    expect((await ask('PUT', '/v1/rules', { ...told, pin: [] })).status).toBe(412);
    expect((await ask('DELETE', '/v1/rules')).status).toBe(204);
    expect((await ask('DELETE', '/v1/rules')).status).toBe(404);
  });

  it.each([
    ['a wrong key', { Authorization: 'Bearer no' }],
    ['an unknown site', { 'Sillage-Site': 'other' }],
  ])('are kept from %s', async (_, headers) => {
    const { ask } = await start();
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const reply = await ask(method, '/v1/rules', method === 'PUT' ? {} : undefined, headers);
      expect(reply.status).toBe(401);
    }
  });

  it('tell what is wrong with them, and where', async () => {
    const { ask } = await start();
    const reply = await ask('PUT', '/v1/rules', {
      pin: [''],
      boost: [{ factor: 2 }],
      exclude: { topics: ['Les Tentes'] },
    });
    expect(reply.status).toBe(422);
    const { errors } = (await reply.json()) as Problem;
    expect(errors?.map(({ pointer }) => pointer).sort()).toEqual(['#/boost/0', '#/exclude/topics/0', '#/pin/0']);
  });

  it.each([
    ['none', {}, ['T-1', 'T-2', 'T-3', 'L-1']],
    ['a pin', { pin: ['L-1', 'gone'] }, ['L-1', 'T-1', 'T-2', 'T-3']],
    ['a product excluded', { exclude: { products: ['T-1'] } }, ['T-2', 'T-3', 'L-1']],
    ['a topic of the catalogue excluded', { exclude: { topics: ['tentes'] } }, ['L-1']],
    ['a brand excluded', { exclude: { brands: ['Sudet'] } }, ['T-3']],
    ['a brand raised', { boost: [{ brand: 'Nordlys', factor: 3 }] }, ['T-3', 'T-1', 'T-2', 'L-1']],
    ['a product lowered', { boost: [{ product: 'T-1', factor: 0.1 }] }, ['T-2', 'T-3', 'T-1', 'L-1']],
  ])('hold in the very next answer: %s', async (_, rules, products) => {
    const { ask, propose } = await start();
    expect((await ask('PUT', '/v1/rules', rules)).status).toBe(201);
    expect(await propose('popular')).toEqual(products);
  });

  it('pin nothing to what somebody looked at', async () => {
    const { ask, propose } = await start();
    await ask('PUT', '/v1/rules', { pin: ['L-1'] });
    expect(await propose('seen')).toEqual([]);
  });

  it('hold on another node once it has looked', async () => {
    const warehouse = createMemoryDefinitions();
    const [one, other] = [await startNode(warehouse), await startNode(warehouse)];
    await one.ask('PUT', '/v1/rules', { pin: ['L-1'] });
    expect((await other.propose('next'))?.[0]).toBe('T-1');
    await other.definitions.refresh();
    expect((await other.propose('next'))?.[0]).toBe('L-1');
  });
});
