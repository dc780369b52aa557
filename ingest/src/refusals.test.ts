import { type BatchReply, nilUuid, type RefusalReason, refusalReasons, unkeptReasons } from '@sillage/protocol';
import { signIdentify } from '@sillage/protocol/identify-signature';
import { describe, expect, test } from 'vitest';
import {
  createHarness,
  dayMs,
  type Harness,
  identifySecret,
  now,
  orderOf,
  origin,
  pageView,
  proofId,
  siteOf,
  tokenOf,
  visitor,
} from './testing/ingest-harness.js';

interface Case {
  title: string;
  event: unknown;
  batch?: object;
  headers?: Record<string, string>;
  site?: Parameters<typeof siteOf>[0];
  before?: (harness: Harness) => void;
}

const inUnixSeconds = (at: number) => Math.floor(at / 1000);
const later = inUnixSeconds(now + dayMs);
const identify = (changes: object) => pageView({ type: 'identify', customerId: 'c-1', expiresAt: later, ...changes });
const signed = (claim: object = {}, secret = identifySecret) =>
  signIdentify({ site: 'boutique', customerId: 'c-1', expiresAt: later, ...claim }, secret);
const cookie = (token: string) => ({ Cookie: `__Host-sillage=${token}` });
const withdrawn = (at: number) => (harness: Harness) => {
  const purposes = ['measurement', 'personalisation'] as const;
  void harness.store.append([{ kind: 'withdrawal', site: 'boutique', visitor, purposes, at }]);
};
const consented = (policyVersion: string) => (harness: Harness) => {
  const states = { measurement: 'granted', personalisation: 'granted' } as const;
  const texts = {
    bannerTextHash: '',
    language: 'fr',
    sourceName: 'api',
    sourceVersion: '',
    sourceConsentId: '',
    sdk: '',
  };
  const times = { decidedAt: now - dayMs, expiresAt: now + 100 * dayMs };
  const consent = { proofId, site: 'boutique', visitor, states, policyVersion, gpc: false, ...times, ...texts };
  void harness.store.append([{ kind: 'consent', consent }]);
};

const cases: Record<RefusalReason, Case[]> = {
  invalid_event: [
    { title: 'a field is missing', event: { ...pageView(), path: undefined } },
    { title: 'an id is no UUID', event: pageView({ id: 'ABC' }) },
    { title: 'it is no object', event: 'page_view' },
    { title: 'GA4’s items hold none', event: pageView({ type: 'cart_add', items: [[]] }) },
    { title: 'it is a list', event: [pageView()] },
    {
      title: 'a number is beyond all bounds',
      event: pageView({ type: 'engagement', attentionMs: 1e300, depthPercent: 1 }),
    },
    { title: 'a time is beyond all calendars', event: pageView({ occurredAt: 1e18 }) },
    {
      title: 'it hides an interest of no kind',
      event: pageView({ type: 'custom', name: 'interest_hidden', properties: { kind: 'colour', key: 'red' } }),
    },
    { title: 'a count is negative', event: pageView({ type: 'search', query: 'x', resultCount: -1 }) },
  ],
  unknown_type: [
    { title: 'its type is of a later version', event: pageView({ type: 'teleport' }) },
    { title: 'it has none', event: { id: pageView().id } },
    { title: 'its type is a property of every object', event: pageView({ type: 'constructor' }) },
  ],
  event_too_large: [
    {
      title: 'it has 17 kB',
      event: pageView({ type: 'custom', name: 'x', properties: { a: 'é'.repeat(8192), b: 'x'.repeat(900) } }),
    },
  ],
  no_consent: [
    { title: 'the request has no token', event: pageView(), headers: { Cookie: 'other=1' } },
    { title: 'the token grants nothing', event: pageView(), headers: cookie(tokenOf({ purposes: [] })) },
    { title: 'the sender claims no purpose', event: pageView(), batch: { purposes: [] } },
    { title: 'the policy is new', event: pageView(), site: { policyVersion: '2' }, before: consented('1') },
  ],
  consent_withdrawn: [
    { title: 'the visitor withdrew', event: pageView(), before: withdrawn(now) },
    {
      title: 'it happened before the visitor withdrew and granted again',
      event: pageView({ occurredAt: now - 2 * dayMs }),
      before: (harness) => {
        withdrawn(now - dayMs - 1)(harness);
        consented('1')(harness);
      },
    },
    {
      title: 'the consent is 6 months and a day old',
      event: pageView(),
      headers: cookie(tokenOf({ consentExpiresAt: inUnixSeconds(now - dayMs) })),
    },
  ],
  erased: [
    {
      title: 'the visitor was erased',
      event: pageView(),
      before: ({ store }) => void store.append([{ kind: 'erasure', site: 'boutique', visitor, at: now - dayMs }]),
    },
  ],
  paused: [
    {
      title: 'the visitor paused recording',
      event: pageView(),
      before: ({ store }) =>
        void store.append([{ kind: 'pause', site: 'boutique', visitor, isPaused: true, at: now - dayMs }]),
    },
  ],
  too_old: [
    { title: 'it is older than the retention of the site', event: pageView({ occurredAt: now - 761 * dayMs }) },
    { title: 'its clock is in 1970 and that of the batch is not', event: pageView({ occurredAt: 1_000 }) },
  ],
  order_incomplete: [
    { title: 'it has no order', event: pageView({ type: 'purchase' }) },
    { title: 'the order has no lines', event: pageView({ type: 'purchase', order: orderOf({ lines: [] }) }) },
    {
      title: 'GA4 tells it without its value',
      event: pageView({ type: 'purchase', transaction_id: 'T', currency: 'EUR', items: [{ item_id: 'A' }] }),
    },
    { title: 'the order has no id', event: pageView({ type: 'purchase', order: orderOf({ orderId: '' }) }) },
  ],
  order_not_trusted: [
    {
      title: 'the site takes orders from servers only',
      event: pageView({ type: 'purchase', order: orderOf() }),
      site: { ordersFrom: 'server' },
    },
    {
      title: 'the same for refunds',
      event: pageView({ type: 'refund', refund: { orderId: 'A-1' } }),
      site: { ordersFrom: 'server' },
    },
  ],
  identify_unsigned: [{ title: 'it has no signature', event: identify({}) }],
  identify_forged: [
    { title: 'it was signed by another secret', event: identify({ signature: signed({}, 'x'.repeat(40)) }) },
    { title: 'it was signed for another customer', event: identify({ signature: signed({ customerId: 'c-2' }) }) },
    { title: 'it was signed for another site', event: identify({ signature: signed({ site: 'other' }) }) },
    {
      title: 'its signature has expired',
      event: identify({ expiresAt: inUnixSeconds(now), signature: signed({ expiresAt: inUnixSeconds(now) }) }),
    },
  ],
  customer_not_trusted: [
    { title: 'a browser names a customer', event: pageView({ customerId: 'c-1' }) },
    { title: 'a browser names one for all', event: pageView(), batch: { customerId: 'c-1' } },
  ],
};

test('every reason has its cases', () => {
  expect(Object.keys(cases)).toEqual(Object.keys(refusalReasons));
});

describe.each(Object.entries(cases) as [RefusalReason, Case[]][])('%s', (reason, list) => {
  test.each(list)('when $title', async ({ event, batch = {}, headers = {}, site = {}, before }) => {
    const harness = createHarness({ sites: [siteOf(site)] });
    before?.(harness);
    const appended = harness.store.records.length;
    const response = await harness.send([event], { batch, headers });
    expect(response.status).toBe(202);
    const reply = (await response.json()) as BatchReply;
    expect(reply).toMatchObject({ accepted: 0, duplicates: 0, rejected: [{ index: 0, reason }] });
    expect(await harness.counted('sillage_events_rejected_total', { reason })).toBe(1);
    const [record, ...others] = harness.store.records.slice(appended);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      kind: 'rejection',
      rejection: { site: 'boutique', reason, receivedAt: now, channel: 'web' },
    });
    if (record?.kind !== 'rejection' || !unkeptReasons.includes(reason)) return;
    expect(record.rejection).toMatchObject({ body: '', eventId: '', visitor: nilUuid, events: 1 });
  });
});

test('of events that are not kept, one record a batch tells how many there were', async () => {
  const { send, store } = createHarness();
  const refused = Array.from({ length: 500 }, () => pageView());
  const response = await send(refused, { headers: { Cookie: '' } });
  expect(((await response.json()) as BatchReply).rejected).toHaveLength(500);
  expect(store.records).toMatchObject([
    { kind: 'rejection', rejection: { reason: 'no_consent', events: 500, body: '' } },
  ]);
});

test('an event that is nested deeper than the stack is refused as too large, without its body', async () => {
  const { request, store } = createHarness();
  const deep = `{"id":"${pageView().id}","type":"custom","name":"x","properties":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
  const body = `{"site":"boutique","sentAt":${now},"attempt":1,"sdk":"x","events":[${deep}]}`;
  const headers = { Origin: origin, 'Sillage-Visitor': tokenOf() };
  const response = await request('/v1/events', { method: 'POST', headers, body });
  expect(await response.json()).toMatchObject({ rejected: [{ reason: 'event_too_large' }] });
  expect(store.records).toMatchObject([{ rejection: { body: '' } }]);
});

test('a refused event is kept with its id and its JSON, cleaned', async () => {
  const { send, store } = createHarness();
  const view = pageView({ path: 7, title: 'jo@shop.example' });
  await send([view]);
  const [record] = store.records;
  if (record?.kind !== 'rejection') throw new Error('not refused');
  expect(record.rejection.eventId).toBe(view.id);
  expect(JSON.parse(record.rejection.body)).toEqual({ ...view, title: '[email]' });
});

test('a withdrawal of one purpose leaves the events of the other', async () => {
  const { send, store, events } = createHarness();
  const marker = { kind: 'withdrawal', site: 'boutique', visitor, purposes: ['personalisation'], at: now } as const;
  await store.append([marker]);
  await send([pageView()]);
  expect(events()[0]?.purposes).toEqual(['measurement']);
});

test('an event without consent is refused for that, whatever else is wrong with it', async () => {
  const { send, store } = createHarness();
  await send([{ type: 'teleport', secret: 'x' }], { headers: { Cookie: '' } });
  expect(store.records).toMatchObject([{ rejection: { reason: 'no_consent', body: '' } }]);
});
