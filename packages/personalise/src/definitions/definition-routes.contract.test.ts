import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfferResults, Site } from '@sillage/protocol';
import { openWarehouse, type Warehouse } from '@sillage/warehouse';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { heroBody, offerBody } from '../testing/definition-bodies.js';
import { createDefinitionRoutes } from './definition-routes.js';
import { openDefinitions } from './definitions-copy.js';

const site = { id: 'boutique', currency: 'EUR' } as Site;
const hostile = [
  "'; DROP TABLE definitions; --",
  "x' OR 1=1 --",
  "\\'; SELECT sleep(3) --",
  '{offerId:String}',
  '{{1+1}}',
  '</script><script>alert(1)</script>',
  'a\u0000b',
  '"}\n{"site":"other","kind":"offer"',
  '__proto__',
  '../../etc/passwd',
];

let folder: string;
let warehouse: Warehouse;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-definitions-'));
  warehouse = await openWarehouse({ kind: 'embedded', directory: folder });
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A node of its own copy, which looks for changes only when it is told to. */
function startNode() {
  const logger = pino({ level: 'silent' });
  const definitions = openDefinitions({ warehouse, everyMs: 1, wait: () => new Promise(() => undefined), logger });
  const app = createDefinitionRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: () => true,
    tokenKeys: ['k'.repeat(32)],
    clock: () => Date.UTC(2026, 9, 1),
    logger,
    warehouse,
    definitions,
  });
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { 'Sillage-Site': site.id, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  return { ask, definitions };
}

it('has on one node what was defined on another, and lets one of two writers win', async () => {
  const [one, other] = [startNode(), startNode()];
  expect((await one.ask('PUT', '/v1/slots/hero', heroBody)).status).toBe(201);
  expect((await other.ask('PUT', '/v1/offers/rentree', { ...offerBody, holdout: 0.1 })).status).toBe(201);
  await one.definitions.refresh();
  expect((await one.ask('GET', '/v1/offers/rentree')).headers.get('ETag')).toBe('"1"');
  const replies = await Promise.all(
    [one, other].map(({ ask }, priority) =>
      ask('PUT', '/v1/offers/rentree', { ...offerBody, priority }, { 'If-Match': '"1"' }),
    ),
  );
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
});

it('tells the results of an offer', async () => {
  const { ask } = startNode();
  await ask('PUT', '/v1/slots/hero', heroBody);
  await ask('PUT', '/v1/offers/soldes', { ...offerBody, id: 'soldes', holdout: 0.1 });
  const reply = await ask('GET', '/v1/offers/soldes/results');
  expect(reply.status).toBe(200);
  const results = (await reply.json()) as OfferResults;
  expect(results).toMatchObject({ offerId: 'soldes', eligible: 0, currency: 'EUR' });
  expect(results.conversion.status).toBe('not_enough_data');
});

it.each(hostile)('keeps %j as text wherever text may be, and refuses it elsewhere', async (text) => {
  const { ask } = startNode();
  await ask('PUT', '/v1/slots/hero', heroBody);
  const texts = { name: text.trim() || 'x', coupon: text.trim() };
  const content = { hero: { fr: { title: text, text }, en: { title: text } } };
  const put = await ask('PUT', '/v1/offers/hostile', { ...offerBody, id: 'hostile', content, ...texts, holdout: 0.5 });
  expect(put.status).toBeLessThan(202);
  expect(await (await ask('GET', '/v1/offers/hostile')).json()).toMatchObject({ content, ...texts });
  expect((await ask('GET', '/v1/offers/hostile/results')).status).toBe(200);
  const wrong: Record<string, unknown>[] = [
    { segment: text },
    { salt: text },
    { slots: [text] },
    { status: text },
    { startsAt: text },
    { holdout: text },
    { priority: text },
    { trigger: { kind: text } },
    { trigger: { kind: 'topic_viewed', topic: text } },
    { cap: { exposures: text, days: 1 } },
    { content: { hero: { fr: { title: 'x', url: text }, en: { title: 'x' } } } },
    { [`more ${text}`]: 1 },
  ];
  for (const over of wrong) {
    const reply = await ask('PUT', '/v1/offers/wrong', { ...offerBody, id: 'wrong', ...over });
    expect(reply.status).toBe(422);
  }
  const named = { pin: [text], exclude: { brands: [text.trim()] } };
  expect((await ask('PUT', '/v1/rules', named)).status).toBeLessThan(202);
  expect(await (await ask('GET', '/v1/rules')).json()).toMatchObject(named);
  expect((await ask('PUT', '/v1/rules', { exclude: { topics: [text] } })).status).toBe(422);
  const path = await ask('PUT', `/v1/offers/${encodeURIComponent(text)}`, offerBody);
  expect([404, 422]).toContain(path.status);
  expect([200, 404, 422]).toContain(
    (await ask('GET', `/v1/offers/hostile/results?since=${encodeURIComponent(text)}`)).status,
  );
  expect((await warehouse.readDefinitions()).every((one) => one.site === 'boutique')).toBe(true);
});
