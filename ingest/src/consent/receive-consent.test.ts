import { type ConsentReply, consentLifetimeMs, type Site, visitorCookieMaxAgeSeconds } from '@sillage/protocol';
import { verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { expect, test } from 'vitest';
import {
  chrome,
  consentOf,
  createHarness,
  dayMs,
  type Harness,
  kinds,
  now,
  origin,
  pageView,
  siteOf,
  tokenKeys,
  tokenOf,
  visitor,
} from '../testing/ingest-harness.js';

const both = { measurement: 'granted', personalisation: 'granted' } as const;
const neither = { measurement: 'denied', personalisation: 'denied' } as const;
const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

async function choose(
  harness: Harness,
  choices: Parameters<typeof consentOf>[0],
  more: { cookie?: string; headers?: object; changes?: object } = {},
) {
  const headers = {
    Origin: origin,
    'User-Agent': chrome,
    ...(more.cookie && { Cookie: more.cookie }),
    ...more.headers,
  };
  const body = JSON.stringify(consentOf(choices, more.changes));
  const response = await harness.request('/v1/consent', { method: 'POST', headers, body });
  const setCookie = response.headers.get('Set-Cookie');
  return {
    response,
    reply: (await response.json()) as ConsentReply,
    setCookie,
    cookie: setCookie?.split(';')[0] ?? '',
  };
}

const tokenIn = (cookie: string, at = now) =>
  verifyVisitorToken(cookie.slice(cookie.indexOf('=') + 1), 'boutique', tokenKeys, at);

test('a first grant makes a visitor, a proof and a cookie', async () => {
  const harness = createHarness();
  const { response, reply, setCookie, cookie } = await choose(harness, both, {
    headers: { 'Sec-GPC': '1' },
    changes: { bannerTextHash: 'a'.repeat(64), source: { name: 'tarteaucitron', version: '1.34', consentId: 'x' } },
  });
  expect(response.status).toBe(200);
  expect(response.headers.get('Cache-Control')).toBe('private, no-store');
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(origin);
  expect(reply).toEqual({
    proofId: expect.stringMatching(uuidV4),
    purposes: ['measurement', 'personalisation'],
    expiresAt: now + consentLifetimeMs,
    serverTime: now,
  });
  expect(setCookie).toBe(`${cookie}; Max-Age=${visitorCookieMaxAgeSeconds}; Path=/; HttpOnly; Secure; SameSite=Lax`);
  const token = tokenIn(cookie);
  expect(token).toMatchObject({ purposes: reply.purposes, proofId: reply.proofId });
  expect(token?.visitor).toMatch(uuidV4);
  expect(harness.store.records).toEqual([
    {
      kind: 'consent',
      consent: {
        proofId: reply.proofId,
        site: 'boutique',
        visitor: token?.visitor,
        states: { measurement: 'granted', personalisation: 'granted' },
        decidedAt: now,
        expiresAt: reply.expiresAt,
        policyVersion: '1',
        bannerTextHash: 'a'.repeat(64),
        language: 'fr',
        sourceName: 'tarteaucitron',
        sourceVersion: '1.34',
        sourceConsentId: 'x',
        gpc: true,
        sdk: 'sillage-js/0.1.0',
      },
    },
  ]);
});

test('what the banner says of itself weighs more than what the page says', async () => {
  const harness = createHarness();
  const bannerTextHash = 'b'.repeat(64);
  await choose(harness, both, {
    changes: {
      bannerTextHash: 'a'.repeat(64),
      source: { name: 'sillage-banner', version: '1', bannerTextHash, language: 'en' },
    },
  });
  expect(harness.store.records).toMatchObject([{ consent: { bannerTextHash, language: 'en' } }]);
});

test('events are accepted with the cookie that a grant gave', async () => {
  const harness = createHarness();
  const { cookie, reply } = await choose(harness, { measurement: 'granted', personalisation: 'denied' });
  await harness.send([pageView()], { headers: { Cookie: cookie } });
  expect(harness.events()[0]).toMatchObject({ purposes: ['measurement'], proofId: reply.proofId });
});

test('the same grant again writes nothing and keeps its proof, its expiry and its cookie', async () => {
  const harness = createHarness();
  const first = await choose(harness, both);
  harness.clock.now += 30 * dayMs;
  const again = await choose(harness, both, { cookie: first.cookie });
  expect(again.reply).toEqual({ ...first.reply, serverTime: harness.clock.now });
  expect(again.setCookie).toBeNull();
  expect(kinds(harness.store.records)).toEqual(['consent']);
});

test.each([
  ['by a stranger', ''],
  ['with the cookie of another', 'other=1'],
])('a denial %s writes nothing and sets nothing', async (_title, cookie) => {
  const harness = createHarness();
  const { response, reply, setCookie } = await choose(harness, neither, { cookie });
  expect(response.status).toBe(200);
  expect(reply).toMatchObject({ purposes: [] });
  expect(reply).not.toHaveProperty('proofId');
  expect(setCookie).toBeNull();
  expect(harness.store.records).toEqual([]);
});

test('a denial with a cookie that is worth nothing takes the cookie away', async () => {
  const harness = createHarness();
  const { setCookie } = await choose(harness, neither, { cookie: '__Host-sillage=v1.x.y' });
  expect(setCookie).toContain('Max-Age=0');
  expect(harness.store.records).toEqual([]);
});

test('a withdrawal is proved and marked, and the cookie goes; told again it changes nothing', async () => {
  const harness = createHarness();
  const { cookie } = await choose(harness, both);
  harness.clock.now += dayMs;
  const withdrawn = await choose(harness, neither, { cookie });
  expect(withdrawn.reply).toMatchObject({ purposes: [], proofId: expect.stringMatching(uuidV4) });
  expect(withdrawn.setCookie).toBe('__Host-sillage=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax');
  expect(kinds(harness.store.records)).toEqual(['consent', 'consent', 'withdrawal']);
  expect(harness.store.records[1]).toMatchObject({
    consent: { states: { measurement: 'withdrawn', personalisation: 'withdrawn' } },
  });
  expect(harness.store.records[2]).toMatchObject({ purposes: ['measurement', 'personalisation'], at: now + dayMs });
  const again = await choose(harness, neither, { cookie });
  expect(again.setCookie).toContain('Max-Age=0');
  expect(harness.store.records).toHaveLength(3);
  expect(await (await harness.send([pageView()], { headers: { Cookie: cookie } })).json()).toMatchObject({
    rejected: [{ reason: 'consent_withdrawn' }],
  });
});

test('one purpose withdrawn leaves the other, under a new proof and with the expiry of the cookie', async () => {
  const harness = createHarness();
  const { cookie, reply } = await choose(harness, both);
  harness.clock.now += 10 * dayMs;
  const partly = await choose(harness, { personalisation: 'denied' }, { cookie });
  expect(partly.reply).toMatchObject({ purposes: ['measurement'], expiresAt: reply.expiresAt });
  expect(partly.reply.proofId).not.toBe(reply.proofId);
  expect(partly.setCookie).toContain(`Max-Age=${visitorCookieMaxAgeSeconds - 10 * 86_400};`);
  expect(tokenIn(partly.cookie)?.visitor).toBe(tokenIn(cookie)?.visitor);
  expect(kinds(harness.store.records)).toEqual(['consent', 'consent', 'withdrawal']);
  await harness.send([pageView({ occurredAt: harness.clock.now + 1 })], { headers: { Cookie: cookie } });
  expect(harness.events()[0]?.purposes).toEqual(['measurement']);
});

test('what an old token withdraws stays withdrawn for a newer token of the visitor', async () => {
  const harness = createHarness();
  const old = await choose(harness, both);
  harness.clock.now += 10 * dayMs;
  const less = await choose(harness, { measurement: 'granted', personalisation: 'denied' }, { cookie: old.cookie });
  harness.clock.now += 10 * dayMs;
  const newer = await choose(harness, both, { cookie: less.cookie });
  harness.clock.now += dayMs;
  await choose(harness, { personalisation: 'denied' }, { cookie: old.cookie });
  harness.clock.now += dayMs;
  await harness.send([pageView({ occurredAt: harness.clock.now })], { headers: { Cookie: newer.cookie } });
  expect(harness.events()[0]?.purposes).toEqual(['measurement']);
  const again = await choose(harness, both, { cookie: newer.cookie });
  await harness.send([pageView({ occurredAt: harness.clock.now })], { headers: { Cookie: again.cookie } });
  expect(harness.events()[1]?.purposes).toEqual(['measurement', 'personalisation']);
});

test('a purpose granted later is added for the same visitor', async () => {
  const harness = createHarness();
  const { cookie } = await choose(harness, { measurement: 'granted' });
  const more = await choose(harness, both, { cookie });
  expect(more.reply.purposes).toEqual(['measurement', 'personalisation']);
  expect(tokenIn(more.cookie)?.visitor).toBe(tokenIn(cookie)?.visitor);
  expect(kinds(harness.store.records)).toEqual(['consent', 'consent']);
});

test('after 6 months the visitor is asked again, keeps the id, and the cookie is not prolonged', async () => {
  const harness = createHarness();
  const { cookie } = await choose(harness, both);
  harness.clock.now += consentLifetimeMs + dayMs;
  const refused = await harness.send([pageView()], { headers: { Cookie: cookie } });
  expect(await refused.json()).toMatchObject({ rejected: [{ reason: 'consent_withdrawn' }] });
  const renewed = await choose(harness, both, { cookie });
  expect(renewed.reply.expiresAt).toBe(harness.clock.now + consentLifetimeMs);
  expect(tokenIn(renewed.cookie, harness.clock.now)).toMatchObject({
    visitor: tokenIn(cookie)?.visitor,
    expiresAt: tokenIn(cookie)?.expiresAt,
  });
  const proofs = harness.store.records.flatMap((record) => (record.kind === 'consent' ? [record.consent] : []));
  const visitor = tokenIn(cookie)?.visitor;
  const after = { decidedAt: harness.clock.now, expiresAt: renewed.reply.expiresAt };
  expect(proofs).toMatchObject([
    { visitor, decidedAt: now, expiresAt: now + consentLifetimeMs },
    { visitor, ...after, states: { measurement: 'granted', personalisation: 'granted' } },
  ]);
});

test('after 6 months a purpose that is not granted again is unknown in the proof', async () => {
  const harness = createHarness();
  const { cookie } = await choose(harness, both);
  harness.clock.now += consentLifetimeMs + dayMs;
  await choose(harness, { measurement: 'granted' }, { cookie });
  expect(harness.store.records.at(-1)).toMatchObject({
    consent: { states: { measurement: 'granted', personalisation: 'unknown' } },
  });
});

test('a new policy asks again, and a withdrawal is taken under any policy', async () => {
  const site = siteOf();
  const harness = createHarness({ sites: [site] });
  const { cookie } = await choose(harness, both);
  site.policyVersion = '2';
  const granted = await choose(harness, { measurement: 'granted' }, { cookie, changes: { policyVersion: '2' } });
  expect(granted.reply.purposes).toEqual(['measurement']);
  expect(harness.store.records.at(-1)).toMatchObject({
    consent: { policyVersion: '2', states: { measurement: 'granted', personalisation: 'unknown' } },
  });
  const withdrawn = await choose(harness, neither, { cookie: granted.cookie, changes: { policyVersion: '1' } });
  expect(withdrawn.reply.purposes).toEqual([]);
});

test('a token that is no good makes a new visitor', async () => {
  const harness = createHarness();
  const { cookie } = await choose(harness, both, { cookie: `__Host-sillage=${tokenOf({ site: 'elsewhere' })}` });
  expect(tokenIn(cookie)?.visitor).not.toBe(visitor);
});

test('an erased visitor who grants again is another visitor', async () => {
  const harness = createHarness();
  await harness.store.append([{ kind: 'erasure', site: 'boutique', visitor, at: now }]);
  const { cookie } = await choose(harness, both, { cookie: `__Host-sillage=${tokenOf()}` });
  expect(tokenIn(cookie)?.visitor).not.toBe(visitor);
});

test('a subdomain collector sets its cookie for the domain of the shop', async () => {
  const visitorCookie: Site['visitorCookie'] = { mode: 'domain', domain: 'shop.example', name: 'trail' };
  const harness = createHarness({ sites: [siteOf({ visitorCookie })] });
  const { setCookie } = await choose(harness, both);
  expect(setCookie).toMatch(/^__Secure-trail=v1\..*; Domain=shop\.example; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
});

test('where no cookie is possible the token is in the reply, and is taken from header and body', async () => {
  const harness = createHarness({ sites: [siteOf({ visitorCookie: { mode: 'header', name: 'sillage' } })] });
  const { reply, setCookie } = await choose(harness, both);
  expect(setCookie).toBeNull();
  const token = reply.token ?? '';
  const again = await choose(harness, both, { changes: { token } });
  expect(again.reply).toEqual(reply);
  await harness.send([pageView()], { batch: { token }, headers: { Cookie: '' } });
  await harness.send([pageView()], { headers: { Cookie: '', 'Sillage-Visitor': token } });
  expect(harness.events()).toHaveLength(2);
  const withdrawn = await choose(harness, neither, { changes: { token } });
  expect(withdrawn.reply).not.toHaveProperty('token');
});
