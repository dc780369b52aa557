import type { Problem, Site } from '@sillage/protocol';
import { verifyPreviewToken } from '@sillage/protocol/preview-token';
import type { ArmOutcomes, OfferOutcomesQuery } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { heroBody, loyalBody, offerBody, surveyBody } from '../testing/definition-bodies.js';
import { createMemoryDefinitions } from '../testing/memory-definitions.js';
import { createDefinitionRoutes } from './definition-routes.js';
import { openDefinitions } from './definitions-copy.js';

const now = Date.UTC(2026, 5, 1);
const site = { id: 'boutique', currency: 'EUR' } as Site;
const nobody: ArmOutcomes = {
  persons: 0,
  recentPersons: 0,
  clickedPersons: 0,
  clicks: 0,
  dismissedPersons: 0,
  convertedPersons: 0,
  orders: 0,
  otherCurrencyOrders: 0,
  revenueMinor: 0,
  revenueSquares: 0,
  movedPersons: 0,
  firstAt: undefined,
};

async function start() {
  const warehouse = createMemoryDefinitions();
  const logger = pino({ level: 'silent' });
  const wait = () => new Promise<void>(() => undefined);
  const definitions = openDefinitions({ warehouse, everyMs: 3_000, wait, logger });
  await definitions.refresh();
  const asked: OfferOutcomesQuery[] = [];
  const offerOutcomes = async (query: OfferOutcomesQuery) => {
    asked.push(query);
    return { exposed: nobody, withheld: nobody };
  };
  const app = createDefinitionRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    tokenKeys: ['k'.repeat(32)],
    clock: () => now,
    logger,
    warehouse: { changeDefinition: warehouse.changeDefinition, offerOutcomes },
    definitions,
  });
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method,
      headers: { Authorization: 'Bearer secret', 'Sillage-Site': site.id, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return { warehouse, ask, asked };
}

async function startWithOffer() {
  const started = await start();
  expect((await started.ask('PUT', '/v1/slots/hero', heroBody)).status).toBe(201);
  expect((await started.ask('PUT', '/v1/segments/loyal', loyalBody)).status).toBe(201);
  const reply = await started.ask('PUT', '/v1/offers/rentree', { ...offerBody, segment: 'loyal' });
  expect(reply.status).toBe(201);
  return started;
}

describe('a definition', () => {
  it('is put, listed, told and deleted, never cached', async () => {
    const { ask } = await startWithOffer();
    const told = await ask('GET', '/v1/offers/rentree');
    expect(told.headers.get('ETag')).toBe('"1"');
    expect(told.headers.get('Cache-Control')).toBe('private, no-store');
    const offer = {
      ...offerBody,
      segment: 'loyal',
      priority: 0,
      cooldownDays: 7,
      holdout: 0,
      version: 1,
      changedAt: now,
    };
    expect(await told.json()).toEqual(offer);
    expect(await (await ask('GET', '/v1/offers')).json()).toEqual({ offers: [offer] });
    expect(await (await ask('GET', '/v1/offers?site=boutique', undefined)).json()).toEqual({ offers: [offer] });
    expect((await ask('DELETE', '/v1/offers/rentree')).status).toBe(204);
    expect((await ask('GET', '/v1/offers/rentree')).status).toBe(404);
    expect((await ask('DELETE', '/v1/offers/rentree')).status).toBe(404);
  });

  it('is told beside the segments that every shop has, of which it can replace one', async () => {
    const { ask } = await startWithOffer();
    const { segments, readyMade } = (await (await ask('GET', '/v1/segments')).json()) as Record<
      string,
      { id: string }[]
    >;
    expect(segments?.map(({ id }) => id)).toEqual(['loyal']);
    expect(readyMade?.map(({ id }) => id)).toContain('lost');
    expect(readyMade?.map(({ id }) => id)).not.toContain('loyal');
  });

  it('is changed as it was told, and by the next who has read it', async () => {
    const { ask } = await startWithOffer();
    const told = (await (await ask('GET', '/v1/offers/rentree')).json()) as object;
    const changed = await ask('PUT', '/v1/offers/rentree', { ...told, priority: 3 });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('ETag')).toBe('"2"');
    expect(await changed.json()).toMatchObject({ priority: 3, version: 2 });
    const late = await ask('PUT', '/v1/offers/rentree', { ...told, priority: 4 });
    expect(late.status).toBe(412);
    expect(await late.json()).toMatchObject({ code: 'version_conflict', detail: 'it is at version 2', version: 2 });
  });

  it.each([
    ['the version that stands', { 'If-Match': '"1"' }, 200],
    ['any version', { 'If-Match': '*' }, 200],
    ['no condition', {}, 200],
    ['another version', { 'If-Match': '"2"' }, 412],
    ['a weak tag', { 'If-Match': 'W/"1"' }, 412],
    ['what is no tag', { 'If-Match': '1' }, 412],
    ['that there is none', { 'If-None-Match': '*' }, 412],
  ])('is changed on condition of %s', async (_, headers, status) => {
    const { ask } = await startWithOffer();
    const reply = await ask('PUT', '/v1/slots/hero', heroBody, headers as Record<string, string>);
    expect(reply.status).toBe(status);
  });

  it.each([
    ['any version', { 'If-Match': '*' }, 412],
    ['that there is none', { 'If-None-Match': '*' }, 201],
  ])('is made on condition of %s', async (_, headers, status) => {
    const { ask } = await start();
    expect((await ask('PUT', '/v1/slots/hero', heroBody, headers as Record<string, string>)).status).toBe(status);
  });

  it('says what is wrong in it, and where', async () => {
    const { ask } = await startWithOffer();
    const body = {
      ...offerBody,
      segment: 'unheard-of',
      content: { hero: { fr: { title: 'x', url: 'javascript:x' }, en: {} } },
    };
    const reply = await ask('PUT', '/v1/offers/autre', { ...body, id: 'autre' });
    expect(reply.status).toBe(422);
    const { code, errors, detail } = (await reply.json()) as Problem;
    expect(code).toBe('invalid_request');
    expect(errors?.map(({ pointer }) => pointer)).toEqual([
      '#/content/hero/fr/url',
      '#/content/hero/en/title',
      '#/segment',
    ]);
    expect(detail).toContain('#/content/hero/fr/url: ');
  });

  it.each([
    ['/v1/offers/now', offerBody],
    ['/v1/segments/overlap', loyalBody],
    ['/v1/segments/values', loyalBody],
    ['/v1/segments/sizes', loyalBody],
    ['/v1/segments/count', loyalBody],
  ])('does not take a word of the API for its id: %s', async (path, body) => {
    const { ask } = await startWithOffer();
    const reply = await ask('PUT', path, { ...body, id: undefined });
    expect(reply.status).toBe(422);
    expect(((await reply.json()) as Problem).errors?.map(({ pointer }) => pointer)).toEqual(['#/id']);
  });

  it('is not taken away from the offers that are shown with it', async () => {
    const { ask } = await startWithOffer();
    const custom = {
      ...heroBody,
      template: 'custom',
      fields: [{ name: 'other', kind: 'text' }],
      content: { fr: {}, en: {} },
    };
    for (const request of [
      ask('DELETE', '/v1/slots/hero'),
      ask('DELETE', '/v1/segments/loyal'),
      ask('PUT', '/v1/slots/hero', custom),
    ]) {
      const reply = await request;
      expect(reply.status).toBe(409);
      expect(await reply.json()).toMatchObject({
        code: 'definition_in_use',
        detail: 'used by offer rentree',
        usedBy: [{ kind: 'offer', id: 'rentree' }],
      });
    }
    await ask('PUT', '/v1/offers/rentree', { ...offerBody, status: 'draft' });
    expect((await ask('DELETE', '/v1/segments/loyal')).status).toBe(204);
    expect((await ask('DELETE', '/v1/slots/hero')).status).toBe(204);
  });

  it('is not taken away from a survey either, which is told by its own id', async () => {
    const { ask } = await start();
    const texts = { fr: { question: 'Content ?' }, en: { question: 'Happy?' } };
    const survey = { name: 'Accueil', kind: 'csat', status: 'live', slot: 'hero', segment: 'loyal', texts };
    await ask('PUT', '/v1/slots/hero', heroBody);
    await ask('PUT', '/v1/segments/loyal', loyalBody);
    expect((await ask('PUT', '/v1/surveys/accueil', survey)).status).toBe(201);
    for (const path of ['/v1/slots/hero', '/v1/segments/loyal']) {
      const reply = await ask('DELETE', path);
      expect(reply.status).toBe(409);
      const { usedBy = [] } = (await reply.json()) as Problem;
      expect(usedBy).toEqual([{ kind: 'survey', id: 'accueil' }]);
    }
    expect((await ask('GET', '/v1/surveys/accueil')).status).toBe(200);
  });

  it('says how many more use it than it names', async () => {
    const { ask } = await startWithOffer();
    await ask('PUT', '/v1/surveys/avis', surveyBody);
    const inUse = async () => (await (await ask('DELETE', '/v1/slots/hero')).json()) as Problem;
    for (let place = 0; place < 20; place++)
      await ask('PUT', `/v1/offers/o-${place}`, { ...offerBody, id: `o-${place}` });
    const { usedBy, detail } = await inUse();
    expect(usedBy).toHaveLength(20);
    expect(detail).toMatch(/ and 2 more$/);
  });
});

it.each([
  ['a wrong key', { Authorization: 'Bearer no' }, 401, 'invalid_key'],
  ['an unknown site', { 'Sillage-Site': 'other' }, 401, 'invalid_key'],
  ['no site', { 'Sillage-Site': '' }, 422, 'invalid_request'],
  ['no site by a wrong key', { Authorization: 'Bearer no', 'Sillage-Site': '' }, 422, 'invalid_request'],
])('refuses %s, whatever is asked', async (_, headers, status, code) => {
  const { ask } = await startWithOffer();
  for (const [method, path] of [
    ['GET', '/v1/offers'],
    ['GET', '/v1/offers/rentree'],
    ['PUT', '/v1/offers/rentree'],
    ['DELETE', '/v1/offers/rentree'],
    ['POST', '/v1/offers/rentree/preview'],
  ] as const) {
    const reply = await ask(method, path, method === 'PUT' ? offerBody : undefined, headers);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ code });
  }
});

it.each([
  ['no JSON', '{', 400, 'malformed_body'],
  ['a list', '[]', 422, 'invalid_request'],
  ['null', 'null', 422, 'invalid_request'],
  ['another id than the path’s', { ...heroBody, id: 'foot' }, 422, 'invalid_request'],
  ['a version that is none', { ...heroBody, version: 'x' }, 422, 'invalid_request'],
  ['a body beyond measure', { ...heroBody, name: 'x'.repeat(70_000) }, 413, 'body_too_large'],
])('refuses %s', async (_, body, status, code) => {
  const reply = await (await start()).ask('PUT', '/v1/slots/hero', body);
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ code });
});

it('refuses what is too deep to be written', async () => {
  const { ask } = await start();
  const deep = `{"tree":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
  expect((await ask('PUT', '/v1/segments/deep', deep)).status).toBe(422);
});

it('tells what it last read while ClickHouse is away, and changes nothing', async () => {
  const { ask, warehouse } = await startWithOffer();
  warehouse.isAway = true;
  expect((await ask('GET', '/v1/offers/rentree')).status).toBe(200);
  const reply = await ask('PUT', '/v1/offers/rentree', offerBody);
  expect(reply.status).toBe(503);
  expect(reply.headers.get('Retry-After')).toBe('5');
});

it('gives a signed link to see an offer by', async () => {
  const { ask } = await startWithOffer();
  const preview = (await (await ask('POST', '/v1/offers/rentree/preview')).json()) as {
    parameter: string;
    value: string;
  };
  expect(preview.parameter).toBe('sillage_preview');
  expect(verifyPreviewToken(preview.value, 'boutique', ['k'.repeat(32)], now)).toBe('rentree');
  expect((await ask('POST', '/v1/offers/none/preview')).status).toBe(404);
});

describe('results', () => {
  it('are asked of the offer as it is drawn, since it began, for the window that is asked', async () => {
    const { ask, asked } = await startWithOffer();
    await ask('PUT', '/v1/offers/rentree', { ...offerBody, holdout: 0.2, salt: 's2', startsAt: now - 5 });
    const reply = await ask('GET', '/v1/offers/rentree/results?windowDays=7');
    expect(reply.status).toBe(200);
    const query = { site: 'boutique', offerId: 'rentree', windowDays: 7, currency: 'EUR', salt: 's2', holdout: 0.2 };
    expect(asked).toEqual([{ ...query, since: now - 5, until: now }]);
    const results = {
      eligible: 0,
      conversion: { status: 'not_enough_data' },
      revenuePerPerson: { status: 'not_enough_data' },
    };
    expect(await reply.json()).toMatchObject(results);
  });

  it.each(['windowDays=0', 'windowDays=91', 'windowDays=x', 'until=99999999999999', 'since=-1'])(
    'refuse %s',
    async (query) => {
      const { ask } = await startWithOffer();
      const reply = await ask('GET', `/v1/offers/rentree/results?${query}`);
      expect(reply.status).toBe(422);
      expect(await reply.json()).toMatchObject({ detail: expect.stringContaining(query.split('=')[0] as string) });
    },
  );

  it('are of no offer that is not there', async () => {
    expect((await (await startWithOffer()).ask('GET', '/v1/offers/none/results')).status).toBe(404);
  });
});

it('knows no other collections', async () => {
  const { ask } = await start();
  expect((await ask('GET', '/v1/recipes')).status).toBe(404);
  expect((await ask('GET', '/v1/__proto__')).status).toBe(404);
});
