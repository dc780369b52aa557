import type { Site } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { browserHeaders, chrome, createHarness, now, origin, siteOf } from '../testing/ingest-harness.js';
import type { CountedView } from './exempt-counter.js';

const hour = now - (now % 3_600_000);
const ownHeaders = { Origin: origin, 'User-Agent': chrome, 'Content-Type': 'text/plain' };

/** A shop in exempt mode, and what it counted. */
function openShop(site: Partial<Site> = { mode: 'exempt' }) {
  const counted: CountedView[] = [];
  const harness = createHarness({ sites: [siteOf(site)], onExemptView: (view) => counted.push(view) });
  const send = (body: object = {}, headers: Record<string, string> = {}, peer?: string) =>
    harness.request(
      '/v1/exempt',
      {
        method: 'POST',
        headers: { ...ownHeaders, ...headers },
        body: JSON.stringify({ site: 'boutique', path: '/sacs', ...body }),
      },
      peer,
    );
  const outcomes = (outcome: string) => harness.counted('sillage_exempt_views_total', { outcome });
  return { ...harness, counted, send, outcomes };
}

it('counts a page view by path, referrer host, device and hour, and answers nothing', async () => {
  const shop = openShop();
  const reply = await shop.send({ referrerHost: 'duckduckgo.com' });
  expect(reply.status).toBe(204);
  expect(reply.headers.get('Set-Cookie')).toBeNull();
  expect(shop.counted).toEqual([
    { site: 'boutique', hour, path: '/sacs', referrer: 'duckduckgo.com', device: 'desktop' },
  ]);
  expect(shop.store.records).toEqual([]);
  expect(await shop.outcomes('counted')).toBe(1);
});

it.each([
  ['the query', { path: '/sacs?page=2&utm_source=news&email=a@b.fr#top' }, { path: '/sacs' }],
  ['an e-mail address', { path: '/compte/jean@exemple.fr' }, { path: '/compte/[email]' }],
  ['a phone', { path: '/compte/06%2012%2034%2056%2078' }, { path: '/compte/[phone]' }],
  ['all but the host of a referrer', { referrerHost: 'https://jo@a.example/reset?t=1' }, { referrer: 'a.example' }],
  ['a referrer of its own', { referrerHost: 'shop.example' }, { referrer: '' }],
  ['what is behind 512 signs', { path: `/${'a/'.repeat(700)}` }, { path: `/${'a/'.repeat(256)}`.slice(0, 512) }],
])('drops %s', async (_, body, expected) => {
  const shop = openShop();
  expect((await shop.send(body)).status).toBe(204);
  expect(shop.counted).toMatchObject([expected]);
});

it.each<[string, string, Record<string, string>]>([
  ['case: GPC is an objection to exempt measurement', 'objection', { 'Sec-GPC': '1' }],
  ['a bot is not counted', 'bot', { 'User-Agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' }],
])('%s', async (_, outcome, headers) => {
  const shop = openShop();
  expect((await shop.send({}, headers)).status).toBe(204);
  expect(shop.counted).toEqual([]);
  expect(await shop.outcomes(outcome)).toBe(1);
});

it('does not count the shop’s own people', async () => {
  const shop = openShop({ mode: 'exempt', internalAddresses: ['203.0.113.0/24'] });
  await shop.send({}, {}, '203.0.113.9');
  expect(shop.counted).toEqual([]);
  expect(await shop.outcomes('internal')).toBe(1);
});

it.each<[string, Partial<Site>]>([
  ['has no mode', {}],
  ['is in the mode consent', { mode: 'consent' }],
])('refuses and counts a view of a site that %s', async (_, site) => {
  const shop = openShop(site);
  const reply = await shop.send();
  expect(reply.status).toBe(403);
  expect(await reply.json()).toMatchObject({ code: 'exempt_off' });
  expect(shop.counted).toEqual([]);
  expect(await shop.outcomes('off')).toBe(1);
});

it.each([
  ['an unknown site', { site: 'other' }, {}, 'unknown_site'],
  ['no path', { path: undefined }, {}, 'invalid_request'],
  ['another origin', {}, { Origin: 'https://evil.example' }, 'origin_not_allowed'],
])('refuses %s', async (_, body, headers, code) => {
  const shop = openShop();
  expect(await (await shop.send(body, headers)).json()).toMatchObject({ code });
  expect(shop.counted).toEqual([]);
});

it('looks at no cookie and gives none', async () => {
  const shop = openShop();
  const reply = await shop.send({}, browserHeaders(siteOf()));
  expect(reply.headers.get('Set-Cookie')).toBeNull();
  expect(shop.counted).toEqual([{ site: 'boutique', hour, path: '/sacs', referrer: '', device: 'desktop' }]);
});

it('says nothing of a view in the log, refused or not', async () => {
  const shop = openShop();
  await shop.send({ path: '/secret' }, {}, '203.0.113.9');
  await shop.send({ site: 'other', path: '/secret' }, {}, '203.0.113.9');
  expect(JSON.stringify(shop.logged)).not.toMatch(/secret|203\.0\.113/);
});
