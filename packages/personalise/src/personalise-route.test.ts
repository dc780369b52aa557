import { type PersonaliseReply, ProblemError, type Purpose, type Site, uuidv7 } from '@sillage/protocol';
import { signVisitorToken, type TokenKeys } from '@sillage/protocol/visitor-token';
import {
  type FactColumns,
  type FactSums,
  type PersonQuery,
  sumFact,
  toFacts,
  WarehouseError,
} from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createPersonalise, LiveVisitors, type PersonaliseOptions } from './index.js';
import { toAcceptedEvent } from './testing/accepted-event.js';
import { noSubjects, nothingOffered } from './testing/nothing-offered.js';
import { site } from './testing/site.js';
import { verifyWith } from './testing/verify-with.js';

const now = Date.UTC(2026, 5, 1, 12);
const dayMs = 86_400_000;
const tokenKeys: TokenKeys = ['k'.repeat(32)];
const visitor = uuidv7(now);
const ofCustomer = '99999999-9999-8999-8999-999999999999';
const outlet: Site = { ...site, id: 'outlet', origins: ['https://outlet.example'] };
const nothing = { recognised: false, visits: 0, lastVisits: [], interests: [], segments: [], decisions: {} };

function token(
  purposes: Purpose[] = ['personalisation'],
  { keys = tokenKeys, of = site.id, expiresAt = now / 1000 + 100, isUnderGpc = false } = {},
) {
  return signVisitorToken(
    { site: of, visitor, proofId: uuidv7(now), purposes, isUnderGpc, consentExpiresAt: expiresAt, expiresAt },
    keys,
  );
}

const sessionOfYesterday = uuidv7(now - dayMs);
/** Two pages of a visit a day ago. */
const yesterday = [0, 1].map(
  (minute): FactColumns => ({
    visitor,
    session: sessionOfYesterday,
    type: 'page_view',
    ts: now - dayMs + minute * 60_000,
    purposes: 2,
    channel: 'web',
    device: 'mobile',
    path: `/${minute}`,
    topics: ['tentes/ultra'],
  }),
);

function start(overrides: Partial<PersonaliseOptions> = {}) {
  const asked: PersonQuery[] = [];
  const live = new LiveVisitors({
    warehouse: {
      personFacts: async (query) => {
        asked.push(query);
        const sums: FactSums = new Map();
        for (const fact of yesterday.flatMap(toFacts)) sumFact(sums, fact);
        return { facts: [...sums.values()], refunds: [] };
      },
      eventFacts: async () => new Map(),
    },
    loadedUpTo: () => now,
    clock: () => now,
  });
  const app = createPersonalise({
    findSite: (id) => [site, outlet].find((one) => one.id === id),
    hasOrigin: (origin) => [site, outlet].some((one) => one.origins.includes(origin)),
    warehouse: { history: unused, consentsOf: unused, customerIdsOf: unused, ...noSubjects },
    live,
    ...nothingOffered,
    customerVisitor: () => ofCustomer,
    tokenKeys,
    verifyToken: verifyWith(tokenKeys),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    findStanding: ({ purposes, isUnderGpc = false }) => ({ purposes, isUnderGpc, isErased: false }),
    limitClient: () => undefined,
    clock: () => now,
    logger: pino({ level: 'silent' }),
    ...overrides,
  });
  const ask = (body: unknown, headers: Record<string, string>) =>
    app.request('/v1/personalise', {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { app, live, asked, ask };
}

const unused = () => Promise.reject(new Error('not asked here'));
const fromPage = (cookie?: string) => ({
  Origin: 'https://boutique.example',
  ...(cookie === undefined ? {} : { Cookie: `__Host-sillage=${cookie}` }),
});
const fromServer = { Authorization: 'Bearer secret' };

async function read(reply: Response | Promise<Response>): Promise<PersonaliseReply> {
  const answered = await reply;
  expect(answered.status).toBe(200);
  return (await answered.json()) as PersonaliseReply;
}

describe('POST /v1/personalise', () => {
  it('tells a page of its visitor: when they came, what they looked at, what interests them and why', async () => {
    const { ask } = start();
    const reply = await ask({ site: site.id }, fromPage(token()));
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe('https://boutique.example');
    expect(await read(reply)).toMatchObject({
      recognised: true,
      visits: 1,
      firstVisitAt: now - dayMs,
      lastVisitAt: now - dayMs + 60_000,
      lastVisits: [
        { startedAt: now - dayMs, endedAt: now - dayMs + 60_000, pages: 2, attentionMs: 0, topics: ['tentes/ultra'] },
      ],
      interests: [
        {
          kind: 'topic',
          key: 'tentes',
          share: 1,
          why: [
            { kind: 'page', key: '/1' },
            { kind: 'page', key: '/0' },
          ],
        },
        { kind: 'topic', key: 'tentes/ultra', share: 1 },
      ],
    });
  });

  it.each([
    ['a page, by its header', { 'Sec-GPC': '1' }, {}, false],
    ['a page of who granted it in spite of the signal', { 'Sec-GPC': '1' }, {}, true],
    ['a server that passes it on', {}, { gpc: true }, false],
    ['a server, of who granted it in spite of the signal', {}, { gpc: true }, true],
  ])('takes Global Privacy Control after the grant for an objection: %s', async (_, header, gpc, isUnderGpc) => {
    const { ask, asked } = start();
    const visitorToken = token(undefined, { isUnderGpc });
    const reply = Object.keys(gpc).length
      ? ask({ site: site.id, visitorToken, context: gpc }, fromServer)
      : ask({ site: site.id, context: { gpc: false } }, { ...fromPage(visitorToken), ...header });
    expect((await read(reply)).recognised).toBe(isUnderGpc);
    expect(asked).toHaveLength(isUnderGpc ? 1 : 0);
    const ofCustomer = ask({ site: site.id, customerId: 'C1', context: { gpc: true } }, fromServer);
    expect(await read(ofCustomer)).toEqual(nothing);
  });

  it('knows of an event that was accepted a moment before', async () => {
    const { ask, live } = start();
    const columns: FactColumns = {
      visitor,
      session: uuidv7(now),
      type: 'product_view',
      ts: now,
      purposes: 2,
      channel: 'web',
      device: 'mobile',
      product_id: 'L1',
      topics: ['lampes'],
    };
    live.accept([toAcceptedEvent(columns, { site: site.id })]);
    const told = await read(ask({ site: site.id }, fromPage(token())));
    expect(told).toMatchObject({ recognised: true, visits: 2, lastVisitAt: now - dayMs + 60_000 });
    expect(told.interests[0]).toMatchObject({ key: 'lampes' });
  });

  it.each([
    [30, now - dayMs + 60_000, 1],
    [31, now - 31 * 60_000, 2],
  ])(
    'counts a visit that was idle for %i minutes as the one before from half an hour on',
    async (idle, lastVisitAt, past) => {
      const { ask, live } = start();
      const ts = now - idle * 60_000;
      const columns: FactColumns = {
        visitor,
        session: uuidv7(ts),
        type: 'page_view',
        ts,
        purposes: 2,
        channel: 'web',
        device: 'mobile',
        path: '/lampes',
      };
      live.accept([toAcceptedEvent(columns, { site: site.id })]);
      const told = await read(ask({ site: site.id }, fromPage(token())));
      expect(told).toMatchObject({ recognised: true, visits: 2, lastVisitAt });
      expect(told.lastVisits).toHaveLength(past);
    },
  );

  it.each([
    ['no cookie', undefined],
    ['a forged token', 'forged'],
    ["another key's token", token(['personalisation'], { keys: ['x'.repeat(32)] })],
    ["another site's token", token(['personalisation'], { of: 'outlet' })],
    ['an expired token', token(['personalisation'], { expiresAt: now / 1000 - 1 })],
    ['consent to measurement alone', token(['measurement'])],
  ])('with %s answers the default, and reads nothing', async (_, cookie) => {
    const { ask, asked } = start();
    expect(await read(ask({ site: site.id }, fromPage(cookie)))).toEqual(nothing);
    expect(asked).toEqual([]);
  });

  it('answers an erased visitor with the default', async () => {
    const { ask } = start({ findStanding: ({ purposes }) => ({ purposes, isErased: true }) });
    expect(await read(ask({ site: site.id }, fromPage(token())))).toEqual(nothing);
  });

  it('answers with the default while ClickHouse is away', async () => {
    const away = { find: () => Promise.reject(new WarehouseError('unavailable', 'away')) };
    expect(await read(start({ live: away }).ask({ site: site.id }, fromPage(token())))).toEqual(nothing);
  });

  it('takes the token of a visitor from the storefront’s server, and a customer', async () => {
    const { ask, asked } = start({
      findStanding: ({ purposes }) => ({ purposes, isErased: false, customerId: 'c-1' }),
    });
    expect(await read(ask({ site: site.id, visitorToken: token() }, fromServer))).toMatchObject({ recognised: true });
    expect(await read(ask({ site: site.id, customerId: 'c-2' }, fromServer))).toMatchObject({ recognised: true });
    expect(await read(ask({ site: site.id }, fromServer))).toEqual(nothing);
    expect(asked).toEqual([
      { site: site.id, visitors: [visitor, ofCustomer], customerId: 'c-1', mergedIds: [] },
      { site: site.id, visitors: [ofCustomer], customerId: 'c-2', mergedIds: [] },
    ]);
  });

  it('reads all of a person who has several ids, and anew when they are merged', async () => {
    const mergedIds: string[] = [];
    const { ask, asked } = start({
      findStanding: ({ purposes }) => ({ purposes, isErased: false, customerId: 'c-1', mergedIds: [...mergedIds] }),
    });
    const body = { site: site.id, visitorToken: token() };
    for (const _ of [1, 2]) await read(ask(body, fromServer));
    mergedIds.push('c-2');
    await read(ask(body, fromServer));
    expect(asked).toEqual([
      { site: site.id, visitors: [visitor, ofCustomer], customerId: 'c-1', mergedIds: [] },
      { site: site.id, visitors: [visitor, ofCustomer, ofCustomer], customerId: 'c-1', mergedIds: ['c-2'] },
    ]);
  });

  it('tells nothing of a customer whose last choice is against it', async () => {
    const { ask, asked } = start({
      findCustomer: (_site, customerId) => ({ customerId, mergedIds: [], isDenied: true }),
    });
    expect(await read(ask({ site: site.id, customerId: 'c-2' }, fromServer))).toEqual(nothing);
    expect(asked).toEqual([]);
  });

  it.each([
    ['a wrong key', { site: 'boutique' }, { Authorization: 'Bearer guess' }, 401, 'invalid_key'],
    ['an unknown site with a key', { site: 'none' }, fromServer, 401, 'invalid_key'],
    [
      'token and customer',
      { site: 'boutique', visitorToken: 'a', customerId: 'b' },
      fromServer,
      422,
      'invalid_request',
    ],
    ['an unknown site', { site: 'none' }, fromPage(), 403, 'unknown_site'],
    ['a strange origin', { site: 'boutique' }, { Origin: 'https://evil.example' }, 403, 'origin_not_allowed'],
    ["another site's origin", { site: 'boutique' }, { Origin: 'https://outlet.example' }, 403, 'origin_not_allowed'],
    ['no origin', { site: 'boutique' }, {}, 403, 'origin_not_allowed'],
    ['a customer named by a page', { site: 'boutique', customerId: 'c' }, fromPage(), 401, 'invalid_key'],
    ['a slot that is none', { site: 'boutique', slots: ["' OR 1=1"] }, fromPage(), 422, 'invalid_request'],
    ['too many slots', { site: 'boutique', slots: Array(21).fill('a') }, fromPage(), 422, 'invalid_request'],
    ['a topic that is none', { site: 'boutique', context: { topics: ['A B'] } }, fromPage(), 422, 'invalid_request'],
    ['a list', [], fromPage(), 422, 'invalid_request'],
    ['no JSON', '{', fromPage(), 400, 'malformed_body'],
    ['too much', { site: 'boutique', context: { path: 'x'.repeat(100_000) } }, fromPage(), 413, 'body_too_large'],
  ])('refuses %s', async (_, body, headers, status, code) => {
    const reply = await start().ask(body, headers as Record<string, string>);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ code });
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  });

  it('names what is wrong in a body', async () => {
    const both = await start().ask({ site: 'boutique', visitorToken: 'a', customerId: 'b' }, fromServer);
    expect(await both.json()).toMatchObject({ errors: [{ pointer: '#', code: 'one_person' }] });
    const none = await start().ask({}, fromServer);
    expect(await none.json()).toMatchObject({ errors: [{ pointer: '#/site', code: 'required' }] });
  });

  it('tells a server what it has to send', async () => {
    const reply = await start().ask({ site: 'boutique' }, {});
    expect(await reply.json()).toMatchObject({ detail: expect.stringContaining('Authorization: Bearer') });
    const strange = await start().ask({ site: 'boutique' }, { Origin: 'https://evil.example' });
    expect(await strange.json()).not.toHaveProperty('detail');
  });

  it('limits browsers', async () => {
    const limitClient = () => {
      throw new ProblemError('rate_limited', undefined, 3);
    };
    const reply = await start({ limitClient }).ask({ site: site.id }, fromPage());
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([429, '3']);
  });

  it('lets the pages of its sites ask across origins, and no others', async () => {
    const { app } = start();
    const preflight = (origin: string) =>
      app.request('/v1/personalise', {
        method: 'OPTIONS',
        headers: { Origin: origin, 'Access-Control-Request-Method': 'POST' },
      });
    const allowed = (await preflight('https://boutique.example')).headers;
    expect(allowed.get('Access-Control-Allow-Credentials')).toBe('true');
    expect(allowed.get('Access-Control-Allow-Headers')).toContain('Sillage-Visitor');
    expect((await preflight('https://evil.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});
