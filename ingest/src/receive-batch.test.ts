import { type BatchReply, uuidv7 } from '@sillage/protocol';
import { expect, test } from 'vitest';
import {
  createHarness,
  dayMs,
  kinds,
  minuteMs,
  now,
  orderOf,
  origin,
  pageView,
  siteOf,
  tokenOf,
  visitor,
} from './testing/ingest-harness.js';

const headless =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36';
const expired = `__Host-sillage=${tokenOf({ consentExpiresAt: Math.floor((now - dayMs) / 1000) })}`;
const replyOf = async (response: Response) => (await response.json()) as BatchReply;

test('a batch of a visitor who granted both is stored with all that the server knows', async () => {
  const { send, events, store, told, counted } = createHarness();
  const view = pageView({ title: 'Randonnée' });
  const response = await send([view]);
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [], serverTime: now });
  expect(kinds(store.records)).toEqual(['event']);
  expect(events()[0]).toMatchObject({
    id: view.id,
    type: 'page_view',
    tab: 'tab00001',
    row: {
      id: view.id,
      type: 'page_view',
      visitor,
      ts: now - 2_000,
      tab: 'tab00001',
      sequence: view.sequence,
      page_view: Number.parseInt(view.id.slice(28), 16),
      path: '/chaussures/randonnee',
      properties: { title: 'Randonnée' },
    },
    site: 'boutique',
    visitor,
    occurredAt: now - 2_000,
    receivedAt: now,
    channel: 'web',
    device: 'desktop',
    isBot: false,
    isInternal: false,
    purposes: ['measurement', 'personalisation'],
    basis: 'consent',
    customerId: '',
    retentionDays: 760,
  });
  expect(told).toEqual(events());
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(origin);
  expect(await counted('sillage_events_accepted_total')).toBe(1);
});

test('one bad event among good ones is refused alone', async () => {
  const { send, events } = createHarness();
  const response = await send([pageView(), pageView({ path: 7 }), pageView()]);
  const reply = await replyOf(response);
  expect(reply).toMatchObject({ accepted: 2, duplicates: 0 });
  expect(reply.rejected).toMatchObject([{ index: 1, reason: 'invalid_event' }]);
  expect(reply.rejected[0]?.detail).toContain('path');
  expect(events()).toHaveLength(2);
});

test('an event that was sent before counts as a duplicate, and the answer waits for the disk', async () => {
  const { send, store, counted } = createHarness();
  const view = pageView();
  await send([view]);
  const reply = await replyOf(await send([view]));
  expect(reply).toMatchObject({ accepted: 0, duplicates: 1, rejected: [] });
  expect(store.flushes).toBe(1);
  expect(await counted('sillage_events_duplicate_total')).toBe(1);
});

test('an event that is twice in a batch is stored once', async () => {
  const { send, events } = createHarness();
  const view = pageView();
  expect(await replyOf(await send([view, view]))).toMatchObject({ accepted: 1, duplicates: 1 });
  expect(events()).toHaveLength(1);
});

test('the first order of an order id wins, in the batch, after it, and by another channel', async () => {
  const { send, sendByKey, events } = createHarness();
  const purchase = () => pageView({ type: 'purchase', order: orderOf() });
  expect(await replyOf(await send([purchase(), purchase()]))).toMatchObject({ accepted: 1, duplicates: 1 });
  expect(await replyOf(await send([purchase()]))).toMatchObject({ accepted: 0, duplicates: 1 });
  const byTill = await sendByKey([{ type: 'purchase', order: orderOf() }], { batch: { channel: 'till' } });
  expect(await replyOf(byTill)).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(events()).toHaveLength(1);
});

test('events of a visit share a session; 30 idle minutes end it; a late one joins the session that covers it', async () => {
  const { send, events, clock } = createHarness();
  clock.now = now + 3 * 60 * minuteMs;
  const at = (minutes: number) => pageView({ occurredAt: now + minutes * minuteMs });
  await send([at(0), at(29)]);
  await send([at(70), at(15)]);
  const [first, second, third, late] = events().map(({ sessionId }) => sessionId);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  // a tab's order is kept, so that the late one of the same tab is not before the one that preceded it
  expect(late).toBe(third);
  await send([pageView({ tab: 'other', occurredAt: now + 15 * minuteMs })]);
  expect(events().at(-1)?.sessionId).toBe(first);
});

test("a tab's own order is kept whatever the order in the batch and the clock say", async () => {
  const { send, events } = createHarness();
  const event = (sequence: number, ago: number) => pageView({ sequence, occurredAt: now - ago });
  await send([event(12, 500), event(10, 1_000), event(11, 2_000)]);
  const bySequence = events().toSorted((a, b) => a.row.sequence - b.row.sequence);
  expect(bySequence.map(({ occurredAt }) => now - occurredAt)).toEqual([1_000, 1_000, 500]);
});

test.each([
  ['a clock in 2099 is taken for now', { occurredAt: Date.UTC(2099, 0) }, {}, 0],
  [
    'a clock that the SDK knows to be wrong is corrected',
    { occurredAt: now + 5_000, clockOffsetMs: -6_000 },
    {},
    1_000,
  ],
  ['waiting in the outbox is no wrong clock', { occurredAt: now - 3 * dayMs }, {}, 3 * dayMs],
  ['a batch sent from 1970 is moved as a whole', { occurredAt: 1_000 }, { sentAt: 5_000 }, 4_000],
  ['a batch sent from 2099 too', { occurredAt: Date.UTC(2099, 0) - 9_000 }, { sentAt: Date.UTC(2099, 0) }, 9_000],
])('%s', async (_title, event, batch, agoMs) => {
  const { send, events } = createHarness();
  await send([pageView(event)], { batch });
  expect(now - (events()[0]?.occurredAt ?? 0)).toBe(agoMs);
});

test('what a resent batch or an old event may have been stored as is marked as suspect', async () => {
  const { send, store } = createHarness();
  const suspects = () => store.records.map((record) => record.kind === 'event' && record.isSuspect);
  await send([pageView()], { batch: { attempt: 2 } });
  await send([pageView()], { batch: { attempt: 2 } });
  await send([pageView({ occurredAt: now - 25 * 60 * minuteMs, tab: 'old' })]);
  await send([pageView()]);
  expect(suspects()).toEqual([true, true, true, false]);
});

test("a server's event is suspect where its time is that of its receipt", async () => {
  const { sendByKey, store } = createHarness();
  const suspects = () => store.records.map((record) => record.kind === 'event' && record.isSuspect);
  const refund = { type: 'refund', refund: { orderId: 'A-1' } };
  await sendByKey([
    { ...refund, key: 'r-1' },
    { ...refund, key: 'r-2', occurredAt: now - minuteMs },
  ]);
  expect(suspects()).toEqual([true, false]);
});

test('the sender can claim less than was granted, and not more', async () => {
  const { send, events } = createHarness();
  await send([pageView()], { batch: { purposes: ['measurement'] } });
  const measured = { Cookie: `__Host-sillage=${tokenOf({ purposes: ['measurement'] })}` };
  await send([pageView()], { batch: { purposes: ['measurement', 'personalisation', 'ads'] }, headers: measured });
  expect(events().map(({ purposes }) => purposes)).toEqual([['measurement'], ['measurement']]);
});

test('an explicit grant wins over Sec-GPC', async () => {
  const { send, events } = createHarness();
  await send([pageView()], { batch: { gpc: true }, headers: { 'Sec-GPC': '1' } });
  expect(events()[0]?.purposes).toEqual(['measurement', 'personalisation']);
});

test.each([
  ['a crawler', { headers: { 'User-Agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' } }, { isBot: true }],
  ['a driven browser', { batch: { webdriver: true } }, { isBot: true }],
  ["the shop's own people, as they say", { batch: { internal: true } }, { isInternal: true }],
  ["the shop's own people, by address", { peer: '203.0.113.9' }, { isInternal: true }],
  [
    'a proxied address of the shop',
    { peer: '127.0.0.1', headers: { 'X-Forwarded-For': '203.0.113.9' } },
    { isInternal: true },
  ],
  ['an address that claims to be proxied', { headers: { 'X-Forwarded-For': '203.0.113.9' } }, { isInternal: false }],
  ['a phone that asks for the desktop page', { headers: { 'Sec-CH-UA-Mobile': '?1' } }, { device: 'mobile' }],
  ['a country by the proxy', { peer: '127.0.0.1', headers: { 'CF-IPCountry': 'FR' } }, { country: 'FR' }],
  ['a country that nobody knows', { peer: '127.0.0.1', headers: { 'CF-IPCountry': 'XX' } }, { country: '' }],
  ['a country by the client itself', { headers: { 'CF-IPCountry': 'FR' } }, { country: '' }],
  ['a channel that a browser claims', { batch: { channel: 'till' } }, { channel: 'web' }],
])('%s is marked as such', async (_title, request, expected) => {
  const { send, events } = createHarness({
    sites: [siteOf({ internalAddresses: ['203.0.113.0/24'] })],
    countryHeader: 'CF-IPCountry',
  });
  await send([pageView()], request);
  expect(events()[0]).toMatchObject(expected);
});

test.each([
  ['a headless browser', { headers: { 'User-Agent': headless } }, { bot: 'user_agent' }],
  ['a driven browser', { batch: { webdriver: true } }, { bot: 'webdriver' }],
  [
    'a headless browser that is driven',
    { headers: { 'User-Agent': headless }, batch: { webdriver: true } },
    { bot: 'webdriver' },
  ],
  ['a visitor without consent', { headers: { Cookie: '' } }, { refusal: 'no_consent' }],
  ['a visitor whose consent has expired', { headers: { Cookie: expired } }, { refusal: 'consent_withdrawn' }],
  ['a visitor who claims nothing that was granted', { batch: { purposes: [] } }, { refusal: 'no_consent' }],
  ['a visitor like any other', {}, {}],
])('the answer tells %s what it must know', async (_title, request, expected) => {
  const { send } = createHarness();
  const { accepted, duplicates, rejected, serverTime, ...told } = await replyOf(await send([pageView()], request));
  expect(told).toEqual(expected);
  expect(rejected.map(({ reason }) => reason)).toEqual('refusal' in expected ? [expected.refusal] : []);
});

test("the answer tells the visitor's erasure, and a server nothing of the kind", async () => {
  const { send, sendByKey, store } = createHarness();
  void store.append([{ kind: 'erasure', site: 'boutique', visitor, at: now - dayMs }]);
  expect(await replyOf(await send([pageView()]))).toMatchObject({ refusal: 'erased' });
  const reply = await replyOf(await sendByKey([pageView()], { headers: { 'User-Agent': headless } }));
  expect(reply).toMatchObject({ rejected: [{ reason: 'no_consent' }] });
  expect(reply).not.toHaveProperty('refusal');
  expect(reply).not.toHaveProperty('bot');
});

test('texts are cleaned again, by the allow-list of the site', async () => {
  const { send, events } = createHarness({ sites: [siteOf({ queryAllowList: ['page'] })] });
  const view = pageView({ path: '/a?page=2&email=jo@shop.example#top', title: 'Hello jo@shop.example' });
  await send([view, pageView({ type: 'search', query: 'jo@shop.example' })]);
  expect(events()[0]?.row).toMatchObject({ path: '/a?page=2', properties: { title: 'Hello [email]' } });
  expect(events()[1]?.row).toMatchObject({ search_query: '[email]', properties: { query: '[email]' } });
});

test('a browser brings neither a session nor a visitor of its own making', async () => {
  const { send, events } = createHarness();
  const own = uuidv7(now + dayMs);
  await send([pageView({ sessionId: own, visitorId: own })]);
  expect(events()[0]).toMatchObject({ visitor, hasOwnSession: false });
  expect(JSON.stringify(events()[0])).not.toContain(own);
});

test('__proto__ in an event pollutes nothing and is not stored', async () => {
  const { request, events } = createHarness();
  const view = JSON.stringify(pageView({ type: 'custom', name: 'x', properties: { a: 1 } }));
  const polluted = view
    .replace('"a":1', '"__proto__":{"polluted":true},"a":1')
    .replace('{', '{"__proto__":{"admin":1},');
  const body = `{"site":"boutique","sentAt":${now},"attempt":1,"sdk":"x","__proto__":{"batch":1},"events":[${polluted}]}`;
  const headers = { Origin: origin, 'Sillage-Visitor': tokenOf() };
  const response = await request('/v1/events', { method: 'POST', headers, body });
  expect(response.status).toBe(202);
  expect(Reflect.get({}, 'polluted') ?? Reflect.get({}, 'admin') ?? Reflect.get({}, 'batch')).toBeUndefined();
  expect(JSON.stringify(events())).not.toContain('polluted');
});

test('a site with a limit of retention keeps what is younger, and one without keeps all', async () => {
  const { send, events } = createHarness({ sites: [siteOf({ retentionDays: 0 })] });
  await send([pageView({ occurredAt: now - 4000 * dayMs })]);
  expect(events()).toHaveLength(1);
});

test('a listener that fails does not fail the batch, which is kept', async () => {
  const { send, logged } = createHarness({
    onAccepted: () => {
      throw new Error('of the listener');
    },
  });
  expect((await send([pageView()])).status).toBe(202);
  expect(logged).toHaveLength(1);
});
