import { type History, type MeConsent, ProblemError, uuidv7, visitorCookieName } from '@sillage/protocol';
import { signVisitorToken, type TokenKeys } from '@sillage/protocol/visitor-token';
import { type HistoryQuery, WarehouseError } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createPersonalise, LiveVisitors, type PersonaliseOptions } from './index.js';
import { noSubjects, nothingOffered } from './testing/nothing-offered.js';
import { site } from './testing/site.js';
import { verifyWith } from './testing/verify-with.js';

const now = Date.UTC(2026, 5, 1);
const tokenKeys: TokenKeys = ['k'.repeat(32)];
const visitor = uuidv7(now);
const proofId = uuidv7(now);
const history: History = { recognised: true, firstVisitAt: 1, lastVisitAt: 2, visits: 1, sessions: [] };
const consent: MeConsent = {
  proofId,
  choices: { measurement: 'granted' },
  decidedAt: 1,
  expiresAt: 2,
  policyVersion: '1',
  source: 'tarteaucitron',
};
const cursor = `abc.${uuidv7(now)}`;
const nothing = { recognised: false, visits: 0, sessions: [] };

function token(purposes: ('measurement' | 'personalisation')[], expiresAt = now / 1000 + 1000): string {
  return signVisitorToken(
    { site: site.id, visitor, proofId, purposes, consentExpiresAt: now / 1000 + 100, expiresAt },
    tokenKeys,
  );
}

const facts = { personFacts: async () => ({ facts: [], refunds: [] }), eventFacts: async () => new Map() };

function start(overrides: Partial<PersonaliseOptions> = {}) {
  const asked: HistoryQuery[] = [];
  const app = createPersonalise({
    findSite: (id) => (id === site.id ? site : undefined),
    hasOrigin: (origin) => site.origins.includes(origin),
    live: new LiveVisitors({ warehouse: facts, loadedUpTo: () => now, clock: () => now }),
    ...nothingOffered,
    warehouse: {
      history: async (query) => {
        asked.push(query);
        return history;
      },
      consentsOf: async () => [consent],
      customerIdsOf: async () => ['c-1'],
      ...noSubjects,
    },
    tokenKeys,
    verifyToken: verifyWith(tokenKeys),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    findStanding: ({ purposes }) => ({ purposes, isErased: false }),
    limitClient: () => undefined,
    clock: () => now,
    logger: pino({ level: 'silent' }),
    ...overrides,
  });
  const post = (body: unknown, authorization = 'Bearer secret') =>
    app.request('/v1/history', {
      method: 'POST',
      headers: { Authorization: authorization },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { app, asked, post };
}

describe('POST /v1/history', () => {
  it('answers a visitor who grants personalisation with the history, never cached', async () => {
    const { post, asked } = start();
    const reply = await post({ site: site.id, visitorToken: token(['personalisation']), limit: 5, cursor });
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual(history);
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
    expect(asked).toEqual([{ site: site.id, visitor, purpose: 'personalisation', limit: 5, cursor }]);
  });

  it('answers by customer id', async () => {
    const { post, asked } = start();
    expect(await (await post({ site: site.id, customerId: 'c-1' })).json()).toEqual(history);
    expect(asked).toEqual([{ site: site.id, customerId: 'c-1', limit: 20 }]);
  });

  it.each([
    ['a forged token', `${token(['personalisation']).slice(0, -4)}AAAA`, undefined],
    ['an expired token', token(['personalisation'], now / 1000 - 1), undefined],
    ['a visitor who grants measurement alone', token(['measurement']), { purposes: ['measurement'], isErased: false }],
    ['a visitor who has just withdrawn', token(['personalisation']), { purposes: [], isErased: false }],
    ['an erased visitor', token(['personalisation']), { purposes: ['personalisation'], isErased: true }],
  ] as const)('tells nothing of %s, in the same shape', async (_, visitorToken, standing) => {
    const { post, asked } = start(standing && { findStanding: () => standing });
    const reply = await post({ site: site.id, visitorToken });
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual(nothing);
    expect(asked).toEqual([]);
  });

  it.each([
    ['a wrong key', { site: site.id, customerId: 'c' }, 'Bearer no', 401, 'invalid_key'],
    ['an unknown site', { site: 'other', customerId: 'c' }, 'Bearer secret', 401, 'invalid_key'],
    ['no JSON', '{', 'Bearer secret', 400, 'malformed_body'],
    ['a body beyond measure', { site: site.id, cursor: 'c'.repeat(20_000) }, 'Bearer secret', 413, 'body_too_large'],
    ['neither visitor nor customer', { site: site.id }, 'Bearer secret', 422, 'invalid_request'],
    ['both', { site: site.id, customerId: 'c', visitorToken: 't' }, 'Bearer secret', 422, 'invalid_request'],
    ['what is no cursor', { site: site.id, customerId: 'c', cursor: 'c' }, 'Bearer secret', 422, 'invalid_request'],
    ['too high a limit', { site: site.id, customerId: 'c', limit: 101 }, 'Bearer secret', 422, 'invalid_request'],
  ])('refuses %s', async (_, body, authorization, status, code) => {
    const reply = await start().post(body, authorization);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('Content-Type')).toBe('application/problem+json');
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
    expect(await reply.json()).toMatchObject({ code, status });
  });

  it('refuses a body beyond measure that does not say its length', async () => {
    const body = new Blob(['{"site":"', 's'.repeat(20_000), '"}']).stream();
    const request = new Request('http://127.0.0.1/v1/history', { method: 'POST', body, duplex: 'half' });
    const reply = await start().app.request(request);
    expect(await reply.json()).toMatchObject({ code: 'body_too_large' });
  });

  it('says when to ask again while ClickHouse is away', async () => {
    const fail = async () => {
      throw new WarehouseError('unavailable', 'no answer');
    };
    const { post } = start({ warehouse: { history: fail, consentsOf: fail, customerIdsOf: fail, ...noSubjects } });
    const reply = await post({ site: site.id, customerId: 'c' });
    expect(reply.status).toBe(503);
    expect(reply.headers.get('Retry-After')).toBe('5');
    expect(await reply.json()).toMatchObject({ code: 'warehouse_unavailable' });
  });

  it('hides what went wrong inside', async () => {
    const fail = async () => {
      throw new Error('secret path');
    };
    const { post } = start({ warehouse: { history: fail, consentsOf: fail, customerIdsOf: fail, ...noSubjects } });
    const reply = await post({ site: site.id, customerId: 'c' });
    expect(reply.status).toBe(500);
    expect(await reply.text()).not.toContain('secret path');
  });
});

describe('GET /v1/me', () => {
  const ask = (headers: Record<string, string>, overrides: Partial<PersonaliseOptions> = {}, path = '/v1/me') =>
    start(overrides).app.request(`${path}?site=boutique`, { headers });
  const all = { history, consents: [consent], customerIds: ['c-1'] };

  it.each([
    ['cookie', { Cookie: `${visitorCookieName(site.visitorCookie)}=${token(['measurement'])}` }],
    ['header', { 'Sillage-Visitor': token([]) }],
  ])('tells the holder of a token all that is held, by %s', async (_, headers) => {
    const reply = await ask(headers as unknown as Record<string, string>);
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
    expect(await reply.json()).toMatchObject(all);
  });

  it.each([
    ['no visitor', {}],
    ['a forged token', { 'Sillage-Visitor': 'v1.x.y' }],
  ])('answers %s in the same shape', async (_, headers) => {
    const reply = await ask(headers as Record<string, string>);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({
      history: nothing,
      consents: [],
      customerIds: [],
      interests: [],
      facts: [],
    });
  });

  it('tells an erased visitor nothing, though rows may stand a moment longer', async () => {
    const findStanding = () => ({ purposes: [], isErased: true });
    expect(await (await ask({ 'Sillage-Visitor': token([]) }, { findStanding })).json()).toMatchObject({
      history: nothing,
    });
  });

  it('lets the pages of the site read it, and no other', async () => {
    const own = await ask({ Origin: 'https://boutique.example' });
    expect(own.headers.get('Access-Control-Allow-Origin')).toBe('https://boutique.example');
    expect(own.headers.get('Access-Control-Allow-Credentials')).toBe('true');
    expect(own.headers.get('Vary')).toContain('Origin');
    const foreign = await ask({ Origin: 'https://evil.example', 'Sillage-Visitor': token([]) });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(await foreign.json()).toMatchObject({ code: 'origin_not_allowed' });
  });

  it('answers the preflight of the header', async () => {
    const reply = await start().app.request('/v1/me?site=boutique', {
      method: 'OPTIONS',
      headers: { Origin: 'https://boutique.example', 'Access-Control-Request-Method': 'GET' },
    });
    expect(reply.status).toBe(204);
    expect(reply.headers.get('Access-Control-Allow-Headers')).toContain('Sillage-Visitor');
  });

  it('asks ClickHouse nothing for a client that asks too often', async () => {
    const limitClient = () => {
      throw new ProblemError('rate_limited', undefined, 7);
    };
    const { app, asked } = start({ limitClient });
    const reply = await app.request('/v1/me?site=boutique', { headers: { 'Sillage-Visitor': token([]) } });
    expect(reply.status).toBe(429);
    expect(reply.headers.get('Retry-After')).toBe('7');
    expect(asked).toEqual([]);
  });

  it('lets nobody try references without end, where they are exported', async () => {
    const limitClient = () => {
      throw new ProblemError('rate_limited', undefined, 7);
    };
    const { app } = start({ limitClient });
    const body = JSON.stringify({ site: site.id, reference: 'AAAAA' });
    const reply = await app.request('/v1/subjects/export', {
      method: 'POST',
      headers: { Authorization: 'Bearer secret' },
      body,
    });
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([429, '7']);
  });

  it('refuses what is no cursor', async () => {
    const reply = await ask({ 'Sillage-Visitor': token([]), 'Sillage-Cursor': 'c' });
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({ code: 'invalid_request' });
  });

  it('refuses an unknown site', async () => {
    const reply = await start().app.request('/v1/me?site=other');
    expect(reply.status).toBe(403);
    expect(await reply.json()).toMatchObject({ code: 'unknown_site' });
  });
});
