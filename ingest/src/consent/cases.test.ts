import { type BatchReply, consentLifetimeMs, type Site, visitorCookieMaxAgeSeconds } from '@sillage/protocol';
import { verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { expect, test } from 'vitest';
import {
  chrome,
  consentOf,
  createHarness,
  dayMs,
  type Harness,
  minuteMs,
  now,
  origin,
  pageView,
  siteOf,
  tokenKeys,
  tokenOf,
} from '../testing/ingest-harness.js';

const both = { measurement: 'granted', personalisation: 'granted' } as const;

/** A browser that keeps its cookie, as far as the server's part of a case goes. */
function openBrowser(harness: Harness, headers: Record<string, string> = {}) {
  const own = { Origin: origin, 'User-Agent': chrome, ...headers };
  const browser = {
    cookie: '',
    /** `Set-Cookie` of the answers, where there was one. */
    given: [] as string[],
    async choose(choices: Parameters<typeof consentOf>[0], changes: object = {}) {
      const body = JSON.stringify(consentOf(choices, changes));
      const init = { method: 'POST', headers: { ...own, Cookie: browser.cookie }, body };
      const response = await harness.request('/v1/consent', init);
      browser.take(response);
      return response;
    },
    async send(event: object, batch: object = {}): Promise<BatchReply> {
      const response = await harness.send([event], { batch, headers: { Cookie: browser.cookie, ...headers } });
      browser.take(response);
      return (await response.json()) as BatchReply;
    },
    take(response: Response) {
      const given = response.headers.get('Set-Cookie');
      if (given === null) return;
      browser.given.push(given);
      browser.cookie = given.split(';')[0] as string;
    },
  };
  return browser;
}

const granted = (cookie: string) => verifyVisitorToken(cookie.split('=')[1] ?? '', 'boutique', tokenKeys, now);
const view = (harness: Harness, changes: object = {}) => pageView({ occurredAt: harness.clock.now, ...changes });
const refusedOf = (reply: BatchReply) => reply.rejected.map(({ reason }) => reason);
const refusedCount = (harness: Harness, reason: string) => harness.counted('sillage_events_rejected_total', { reason });

test('case: 6 months + 1 day (fake clock)', async () => {
  const harness = createHarness();
  const browser = openBrowser(harness);
  await browser.choose(both);
  harness.clock.now += consentLifetimeMs - minuteMs;
  expect(await browser.send(view(harness), { sentAt: harness.clock.now })).toMatchObject({ accepted: 1 });
  harness.clock.now += dayMs;
  const reply = await browser.send(view(harness), { sentAt: harness.clock.now });
  expect(refusedOf(reply)).toEqual(['consent_withdrawn']);
  expect(await refusedCount(harness, 'consent_withdrawn')).toBe(1);
  expect(harness.events()).toHaveLength(1);
});

test('case: The cookie is not extended by visits', async () => {
  const harness = createHarness();
  const browser = openBrowser(harness);
  await browser.choose(both);
  for (let visit = 0; visit < 5; visit += 1) {
    harness.clock.now += 10 * dayMs;
    expect((await browser.send(view(harness), { sentAt: harness.clock.now })).accepted).toBe(1);
    await browser.choose(both);
  }
  expect(browser.given).toHaveLength(1);
  expect(granted(browser.cookie)).not.toHaveProperty('isUnderGpc');
  await browser.choose({ personalisation: 'denied' });
  const left = visitorCookieMaxAgeSeconds - (50 * dayMs) / 1000;
  expect(browser.given[1]).toContain(`Max-Age=${left};`);
});

test('case: GPC, then grant, then GPC', async () => {
  const harness = createHarness();
  const browser = openBrowser(harness, { 'Sec-GPC': '1' });
  await browser.choose({ measurement: 'denied', personalisation: 'denied' }, { gpc: true });
  expect(harness.store.records).toEqual([]);
  expect(refusedOf(await browser.send(view(harness)))).toEqual(['no_consent']);
  await browser.choose(both, { gpc: true });
  expect(harness.store.records.at(-1)).toMatchObject({ kind: 'consent', consent: { gpc: true } });
  expect(granted(browser.cookie)).toMatchObject({ isUnderGpc: true });
  harness.clock.now += minuteMs;
  await browser.send(view(harness));
  expect(harness.events().map(({ purposes }) => purposes)).toEqual([['measurement', 'personalisation']]);
});

test.each<[string, string, object, string[]]>([
  ['without a token', '', { purposes: ['measurement', 'personalisation'] }, ['no_consent']],
  ['of a purpose that is none', tokenOf(), { purposes: ['advertising'] }, ['no_consent']],
  ['of no purpose', tokenOf(), { purposes: [] }, ['no_consent']],
  ['with a token that grants nothing', tokenOf({ purposes: [] }), { purposes: ['measurement'] }, ['no_consent']],
])('case: A forged claim without proof: %s', async (_, token, batch, reasons) => {
  const harness = createHarness();
  const browser = openBrowser(harness);
  browser.cookie = token && `__Host-sillage=${token}`;
  expect(refusedOf(await browser.send(view(harness), batch))).toEqual(reasons);
  expect(await refusedCount(harness, 'no_consent')).toBe(1);
  expect(harness.events()).toEqual([]);
  // counted, without id and body
  expect(harness.store.records).toMatchObject([{ kind: 'rejection', rejection: { eventId: '', body: '', events: 1 } }]);
});

test('case: A forged claim without proof: more than the proof grants is not heeded', async () => {
  const harness = createHarness();
  const browser = openBrowser(harness);
  await browser.choose({ measurement: 'granted', personalisation: 'denied' });
  await browser.send(view(harness), { purposes: ['measurement', 'personalisation', 'advertising'] });
  expect(harness.events().map(({ purposes }) => purposes)).toEqual([['measurement']]);
});

test('case: Late events after the tombstone', async () => {
  const harness = createHarness();
  const browser = openBrowser(harness);
  await browser.choose(both);
  const [known, late] = [view(harness), view(harness)];
  await browser.send(known);
  const old = browser.cookie;
  harness.clock.now += minuteMs;
  await browser.choose({ measurement: 'denied', personalisation: 'denied' });
  const forged = openBrowser(harness);
  forged.cookie = old;
  // a replay of what was stored is refused too, and not told as a duplicate
  for (const event of [late, known]) expect(refusedOf(await forged.send(event))).toEqual(['consent_withdrawn']);
  harness.clock.now += minuteMs;
  await forged.choose(both);
  for (const event of [late, known]) expect(refusedOf(await forged.send(event))).toEqual(['consent_withdrawn']);
  harness.clock.now += minuteMs;
  expect(await forged.send(view(harness))).toMatchObject({ accepted: 1, rejected: [] });
  expect(await refusedCount(harness, 'consent_withdrawn')).toBe(4);
});

test('case: Withdraw one purpose only', async () => {
  const harness = createHarness();
  const browser = openBrowser(harness);
  await browser.choose(both);
  const before = view(harness);
  harness.clock.now += minuteMs;
  await browser.choose({ personalisation: 'denied' });
  harness.clock.now += minuteMs;
  await browser.send(before);
  await browser.send(view(harness));
  await browser.choose({ personalisation: 'granted' });
  harness.clock.now += minuteMs;
  await browser.send(view(harness));
  const late = view(harness, { occurredAt: before.occurredAt });
  await browser.send(late);
  // the new epoch takes nothing of the one before it
  expect(harness.events().map(({ purposes }) => purposes)).toEqual([
    ['measurement'],
    ['measurement'],
    ['measurement', 'personalisation'],
    ['measurement'],
  ]);
});

test('case: Revision bump', async () => {
  const site: Site = siteOf();
  const harness = createHarness({ sites: [site] });
  const browser = openBrowser(harness);
  await browser.choose(both);
  site.policyVersion = '2';
  expect(refusedOf(await browser.send(view(harness)))).toEqual(['no_consent']);
  expect((await browser.choose(both)).status).toBe(422);
  harness.clock.now += minuteMs;
  await browser.choose(both, { policyVersion: '2' });
  expect(await browser.send(view(harness))).toMatchObject({ accepted: 1 });
});

test('case: Deny, browse, grant: earlier events absent', async () => {
  const harness = createHarness();
  const browser = openBrowser(harness);
  await browser.choose({ measurement: 'denied', personalisation: 'denied' });
  expect(browser.given).toEqual([]);
  expect(refusedOf(await browser.send(view(harness)))).toEqual(['no_consent']);
  await browser.choose(both);
  const kept = view(harness);
  await browser.send(kept);
  expect(harness.events().map(({ id }) => id)).toEqual([kept.id]);
});

test('case: An e-mail or token in URL, title, referrer, search', async () => {
  const harness = createHarness();
  const browser = openBrowser(harness);
  await browser.choose(both);
  const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.s5XcVbn-_x';
  const fields = {
    path: `/reset/${token}?email=jo@shop.example&page=jo@shop.example`,
    title: 'Bonjour jo@shop.example',
  };
  await browser.send(view(harness, { ...fields, referrerHost: `https://jo@mail.example/${token}` }));
  await browser.send(view(harness, { type: 'search', query: `jo@shop.example ${token}` }));
  const rows = harness.events().map(({ row }) => row);
  expect(rows).toMatchObject([
    { path: '/reset/[token]?page=%5Bemail%5D', referrer_host: 'mail.example' },
    { search_query: '[email] [token]' },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/jo@|eyJ/);
});

test('an event is kept for the days of its type, and refused when it is older than those', async () => {
  const harness = createHarness({ sites: [siteOf({ retention: { search: 10, survey_answered: 0 } })] });
  const browser = openBrowser(harness);
  browser.cookie = `__Host-sillage=${tokenOf()}`;
  const at = (days: number) => ({ occurredAt: now - days * dayMs });
  const search = { type: 'search', query: 'tente' };
  expect(refusedOf(await browser.send(view(harness, { ...search, ...at(11) })))).toEqual(['too_old']);
  await browser.send(view(harness, { ...search, ...at(9) }));
  await browser.send(view(harness, at(11)));
  await browser.send(view(harness, { type: 'survey_answered', surveyId: 'nps', ...at(900) }));
  expect(harness.events().map(({ type, retentionDays }) => [type, retentionDays])).toEqual([
    ['search', 10],
    ['page_view', 760],
    ['survey_answered', 0],
  ]);
});
