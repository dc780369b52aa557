import type { Decision, MeReply, PersonaliseReply, Site } from '@sillage/protocol';
import { type VisitorToken, verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, startServer } from './start-server.js';
import { type BadToken, drawBadTokens } from './testing/bad-tokens.js';
import { askHistory, type Boutique, Browser, createBoutique, logger, origin } from './testing/boutique.js';

const secretPath = '/coin-de-la-visiteuse';
const nobody = { recognised: false, visits: 0, lastVisits: [], interests: [], segments: [] };
const emptyHistory = { recognised: false, visits: 0, sessions: [] };
/** What anybody is told of themselves whom the shop doesn't know: the site's own, and nothing of a visitor. */
let nothingOfMe: MeReply;
const slots = ['hero'];

let boutique: Boutique;
let server: RunningServer;
let known: Browser;
let own: Browser;
/** Tokens that were genuine once. */
let erasedToken: string;
let withdrawnToken: string;

beforeAll(async () => {
  boutique = await createBoutique();
  const [site] = boutique.config.sites as [Site];
  // of the same operator and under the same keys, as a second shop would be
  const other: Site = { ...site, id: 'voisine', origins: ['https://voisine.example'], secretKeyHashes: [] };
  const rateLimits = { perAddressPerSecond: 10_000, perSitePerSecond: 10_000, perKeyPerSecond: 10_000 };
  server = await startServer({ ...boutique.config, sites: [site, other], rateLimits }, logger);
  await putHero();
  nothingOfMe = (await send('/v1/me?site=boutique', { headers: { Origin: origin } })).body as MeReply;
  expect(nothingOfMe).toMatchObject({ history: emptyHistory, consents: [], customerIds: [] });
  expect(nothingOfMe).toMatchObject({ interests: [], segments: [] });
  known = await enter(secretPath);
  own = await enter('/coin-de-la-curieuse');
  const [erased, withdrawn] = [await enter('/coin-de-l-effacee'), await enter('/coin-de-la-retiree')];
  [erasedToken, withdrawnToken] = [tokenOf(erased), tokenOf(withdrawn)];
  const headers = { Origin: origin, Cookie: erased.cookie ?? '' };
  expect((await fetch(`${server.url}/v1/me?site=boutique`, { method: 'DELETE', headers })).ok).toBe(true);
  expect((await withdrawn.consent([], ['measurement', 'personalisation'])).status).toBe(200);
});
afterAll(async () => {
  await server?.stop();
  boutique?.remove();
});

async function putHero(): Promise<void> {
  const body = { name: 'Hero', template: 'banner', content: { fr: { title: 'Bonjour' }, en: { title: 'Hello' } } };
  const headers = { Authorization: `Bearer ${boutique.secretKey}`, 'Sillage-Site': 'boutique' };
  const reply = await fetch(`${server.url}/v1/slots/hero`, { method: 'PUT', headers, body: JSON.stringify(body) });
  expect(reply.status).toBe(201);
}

async function enter(path: string): Promise<Browser> {
  const browser = new Browser(server.url);
  await browser.consent(['measurement', 'personalisation']);
  expect((await browser.viewPage(path)).status).toBe(202);
  return browser;
}

const tokenOf = ({ cookie }: Browser) => cookie?.slice(cookie.indexOf('=') + 1) ?? '';

interface Reply {
  status: number;
  body: unknown;
}

async function send(path: string, init: RequestInit): Promise<Reply> {
  const reply = await fetch(server.url + path, init);
  return { status: reply.status, body: await reply.json() };
}

const byKey = (path: string, question: object, key = boutique.secretKey) =>
  send(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: JSON.stringify({ site: 'boutique', ...question }),
  });

const holding = ({ token, via }: Pick<BadToken, 'token' | 'via'>) =>
  ({
    Origin: origin,
    ...(via === 'cookie' ? { Cookie: `__Host-sillage=${token}` } : { 'Sillage-Visitor': token }),
  }) as const;

const byBrowser = (held: Pick<BadToken, 'token' | 'via'>, question: object = { slots }) =>
  send('/v1/personalise', {
    method: 'POST',
    headers: holding(held),
    body: JSON.stringify({ site: 'boutique', ...question }),
  });

const readMe = (held: Pick<BadToken, 'token' | 'via'>, site = 'boutique') =>
  send(`/v1/me?site=${site}`, { headers: { ...holding(held), Origin: `https://${site}.example` } });

/** The answer without what is new in each. */
function toShown({ status, body }: Reply): unknown {
  const { decisions, ...profile } = body as PersonaliseReply;
  const { decisionId: _, validUntil: __, ...hero } = decisions?.hero ?? ({} as Decision);
  return { status, ...profile, hero };
}

/** What is told of a visitor; how long a token holds says the token itself, whoever made it up. */
function toHeld({ status, body }: Reply): Reply {
  const { kept: _, ...told } = body as MeReply;
  return { status, body: told };
}

/** What the known visitor would be told: a test that could not see a leak would show nothing. */
async function expectKnownIsTold(): Promise<void> {
  const held = { token: tokenOf(known), via: 'cookie' } as const;
  await expect.poll(async () => JSON.stringify(await readMe(held)), { timeout: 10_000 }).toContain(secretPath);
  const history = await askHistory(server.url, boutique.secretKey, { visitorToken: held.token });
  expect(JSON.stringify(history)).toContain(secretPath);
  expect((await byBrowser(held)).body).toMatchObject({ visits: 1 });
  expect((await byBrowser({ ...held, via: 'header' })).body).toMatchObject({ visits: 1 });
  expect((await byKey('/v1/personalise', { slots, visitorToken: held.token })).body).toMatchObject({ visits: 1 });
}

it('tells nothing of anybody for 1,000 forged, expired or foreign tokens', async () => {
  await expectKnownIsTold();
  const keys = boutique.config.cookieKeys;
  const genuine = verifyVisitorToken(tokenOf(known), 'boutique', keys, Date.now()) as VisitorToken;
  const withdrawn = withdrawnToken;
  const sites = { site: 'boutique', otherSite: 'voisine' };
  const held = { known: genuine, own: tokenOf(own), erased: erasedToken, withdrawn };
  const bad = drawBadTokens({ ...sites, ...held, keys }, 1000, 20_261_122);
  expect(bad).toHaveLength(1000);
  const drawn = [...new Set(bad.map(({ kind }) => kind))];
  expect(drawn).toHaveLength(14);
  expect(drawn.filter((each) => bad.filter(({ kind }) => kind === each).length < 30)).toEqual([]);

  const asNobody = toShown(await byKey('/v1/personalise', { slots }));
  expect(asNobody).toMatchObject({ status: 200, ...nobody, hero: { kind: 'default', content: { title: 'Bonjour' } } });
  const leaks: unknown[] = [];
  const check = (held: BadToken, got: unknown, wanted: unknown) => {
    if (JSON.stringify(got) !== JSON.stringify(wanted)) leaks.push({ held, got });
  };
  for (const held of bad) {
    const visitorToken = held.token;
    const [shown, rendered, history, me] = await Promise.all([
      byBrowser(held),
      byKey('/v1/personalise', { slots, visitorToken }),
      byKey('/v1/history', { visitorToken }),
      readMe(held),
    ]);
    check(held, toShown(shown), asNobody);
    check(held, toShown(rendered), asNobody);
    check(held, history, { status: 200, body: emptyHistory });
    // who has withdrawn may still read what is held of them, and of nobody else
    if (held.kind === 'withdrawn') expect(JSON.stringify(me)).not.toContain(secretPath);
    else check(held, toHeld(me), toHeld({ status: 200, body: nothingOfMe }));
  }
  expect(leaks).toEqual([]);
  await expectKnownIsTold();
});

it('tells a shop nothing by a token of another shop under the same keys', async () => {
  const held = { token: tokenOf(known), via: 'header' } as const;
  const { body } = await readMe(held, 'voisine');
  expect(toHeld({ status: 200, body })).toEqual(toHeld({ status: 200, body: nothingOfMe }));
});

it.each<[string, () => Promise<Reply>]>([
  ['a customer of a browser’s choice', () => browserAsks({ customerId: 'C-1' })],
  ['a visitor’s token in a browser’s body', () => browserAsks({ visitorToken: tokenOf(known) })],
  ['both', () => browserAsks({ customerId: 'C-1', visitorToken: tokenOf(known) })],
  ['a customer by a key that is none', () => byKey('/v1/personalise', { slots, customerId: 'C-1' }, 'sk_guessed')],
  ['a token by a key that is none', () => byKey('/v1/history', { visitorToken: tokenOf(known) }, 'sk_guessed')],
  ['a customer’s history without a key', () => byKey('/v1/history', { customerId: 'C-1' }, '')],
  [
    'a token for a site whose key it is not',
    () => byKey('/v1/history', { site: 'voisine', visitorToken: tokenOf(known) }),
  ],
  [
    'a token for a site that is none',
    () => byKey('/v1/personalise', { site: 'nowhere', visitorToken: tokenOf(known) }),
  ],
])('refuses %s', async (_, ask) => {
  const { status, body } = await ask();
  expect(status).toBe(401);
  expect(body).toMatchObject({ code: 'invalid_key' });
});

const browserAsks = (question: object) => byBrowser({ token: tokenOf(own), via: 'cookie' }, { slots, ...question });

it('heeds no other name of a visitor in a browser’s body', async () => {
  const { visitor } = verifyVisitorToken(tokenOf(known), 'boutique', boutique.config.cookieKeys, Date.now()) ?? {};
  const question = { slots, visitor, visitorId: visitor, person: visitor, token: tokenOf(known) };
  const reply = await byBrowser({ token: '', via: 'cookie' }, question);
  expect(toShown(reply)).toMatchObject({ status: 200, ...nobody });
});
