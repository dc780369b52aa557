import { randomUUID } from 'node:crypto';
import { nilUuid, uuidv7 } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsentCounts } from '../consent-store.js';
import { toConsentRow, toRejectionRow } from '../rows/record-rows.js';
import type { StoredConsent, StoredRejection } from '../stored-event.js';
import { aroundNoon, askReport } from '../testing/ask-report.js';
import { minuteMs, noon, store, toBlock, toLines } from '../testing/stored.js';
import { type Target, targets } from '../testing/targets.js';
import { botsByDay } from './bots-by-day.js';
import { consentRates } from './consent-rates.js';
import { eventsByDay } from './events-by-day.js';
import { refusalsByReason } from './refusals-by-reason.js';
import { setupCheck } from './setup-check.js';
import { setupPages } from './setup-pages.js';

const bag = { productId: 'B-1', name: 'Cabas', priceMinor: 4_500, currency: 'EUR' };

/** A visitor sees the home page, two bags (one without price and topics), searches, orders, of which amounts are refunded; a bot sees the home page. */
const events = [
  store({ type: 'page_view', path: '/fr' }, { occurredAt: noon - 1_000 }),
  store({ type: 'page_view', path: '/fr/sacs/cabas-7', topics: ['sacs'] }),
  store({ type: 'product_view', path: '/fr/sacs/cabas-7', product: bag, topics: ['sacs'] }),
  store({ type: 'page_view', path: '/en/sacs/pochette' }),
  store({ type: 'product_view', path: '/en/sacs/pochette', product: { productId: 'B-2' } }),
  store({ type: 'search', query: 'sac', resultCount: 3 }),
  store({ type: 'cart_add', line: { ...bag, quantity: 1 } }),
  store({
    type: 'purchase',
    order: { orderId: 'o-1', currency: 'EUR', totalMinor: 4_500, lines: [{ ...bag, quantity: 1 }] },
  }),
  store({ type: 'refund', refund: { orderId: 'o-1', currency: 'CHF', totalMinor: 500 } }),
  store({ type: 'refund', refund: { orderId: 'o-1', currency: 'CHF' } }),
  store({ type: 'refund', refund: { orderId: 'o-1', currency: 'EUR', totalMinor: 100 } }),
  store({ type: 'refund', refund: { orderId: 'o-1', totalMinor: 100 } }),
  store({ type: 'refund', refund: { orderId: 'nobody-knows', currency: 'CHF', totalMinor: 100 } }),
  store({ type: 'page_view', path: '/' }, { isBot: true, device: 'desktop', visitor: randomUUID() }),
  store({ type: 'page_view', path: '/' }, { site: 'other' }),
];

const rejection: StoredRejection = {
  site: 'shop',
  receivedAt: noon,
  reason: 'invalid_event',
  detail: 'path',
  channel: 'web',
  sdk: 'sillage-js/1',
  visitor: nilUuid,
  eventId: uuidv7(noon),
  body: '{"type":"page_view"}',
  events: 1,
};
const rejections = [
  rejection,
  { ...rejection, eventId: uuidv7(noon), receivedAt: noon + minuteMs },
  { ...rejection, eventId: uuidv7(noon), detail: 'title' },
  { ...rejection, reason: 'no_consent', detail: '', eventId: '', body: '', events: 7 },
];

const consent: StoredConsent = {
  proofId: '33333333-3333-4333-8333-333333333333',
  site: 'shop',
  visitor: '11111111-1111-4111-8111-111111111111',
  states: { measurement: 'granted', personalisation: 'granted' },
  decidedAt: noon - minuteMs,
  expiresAt: noon + 1_000 * minuteMs,
  policyVersion: '1',
  bannerTextHash: '',
  language: 'fr',
  sourceName: 'tarteaucitron',
  sourceVersion: '1.3',
  sourceConsentId: '',
  gpc: false,
  sdk: 'sillage-js/1',
};
const withdrawal: StoredConsent = {
  ...consent,
  proofId: randomUUID(),
  decidedAt: noon + minuteMs,
  states: { measurement: 'withdrawn', personalisation: 'withdrawn' },
};

const partly: StoredConsent = {
  ...consent,
  proofId: randomUUID(),
  visitor: randomUUID(),
  states: { measurement: 'granted', personalisation: 'withdrawn' },
};

describe.each(Object.entries(targets))('reports of health, %s', (_, open) => {
  let target: Target;

  beforeAll(async () => {
    target = await open();
    const { warehouse } = target;
    await warehouse.insert(toBlock(events));
    const rows = toLines(rejections.map(toRejectionRow));
    await warehouse.insert({ table: 'rejected_events', token: randomUUID(), rows });
    const proofs = toLines([consent, withdrawal, partly].map(toConsentRow));
    await warehouse.insert({ table: 'consents', token: randomUUID(), rows: proofs });
  });

  afterAll(() => target.close());

  it('count accepted events by day and type, those of bots apart', async () => {
    const rows = await askReport(target.warehouse, eventsByDay);
    expect(rows.find(({ type }) => type === 'page_view')).toEqual({
      day: '2026-10-01',
      type: 'page_view',
      events: 4,
      ofBots: 1,
      ofOwnPeople: 0,
    });
    expect(rows.find(({ type }) => type === 'purchase')?.events).toBe(1);
  });

  it('count refusals by reason, with the usual detail', async () => {
    expect(await askReport(target.warehouse, refusalsByReason)).toEqual([
      { reason: 'no_consent', events: 7, kept: 0, detail: '', lastAt: noon },
      { reason: 'invalid_event', events: 3, kept: 3, detail: 'path', lastAt: noon + minuteMs },
    ]);
  });

  it.each([
    ['source', 'tarteaucitron 1.3'],
    ['page', '/fr'],
    ['day', '2026-10-01'],
  ])('count choices by %s', async (by, told) => {
    const rows = await askReport(target.warehouse, consentRates, { parameters: { by } });
    const grant = {
      grants: 1,
      partialGrants: 0,
      withdrawals: 0,
      partialWithdrawals: 0,
      withdrawnShare: 0,
      visitors: 1,
    };
    const whole = { ...grant, withdrawals: 1, partialWithdrawals: 1, withdrawnShare: 1 / 3, visitors: 2 };
    expect(rows.find((row) => row.told === told)).toEqual({ told, ...(by === 'page' ? grant : whole) });
  });

  it.each(['source', 'page', 'day'] as const)('count choices by %s as `consentCounts` does', async (by) => {
    const rows = await askReport(target.warehouse, consentRates, { parameters: { by } });
    const { site, timeZone, from, to } = aroundNoon;
    const counts = await target.warehouse.consentCounts({ site, timeZone, from, to, by });
    const figures = (one: object) => {
      const { grants, partialGrants, withdrawals, partialWithdrawals, visitors } = one as ConsentCounts;
      return [grants, partialGrants, withdrawals, partialWithdrawals, visitors].join(' ');
    };
    expect(rows.map(figures).sort()).toEqual(counts.map(figures).sort());
  });

  it('count bots by day and device', async () => {
    expect(await askReport(target.warehouse, botsByDay)).toEqual([
      { day: '2026-10-01', device: 'desktop', events: 1, pageViews: 1, visitors: 1 },
    ]);
  });

  it('tell the types of pages, whatever their language, and what is missing on each', async () => {
    const rows = await askReport(target.warehouse, setupPages);
    expect(rows).toEqual([
      expect.objectContaining({ pageType: '/', pageViews: 2, topicShare: 0, productViews: 0 }),
      expect.objectContaining({
        pageType: '/sacs/*',
        pageViews: 2,
        topicShare: 0.5,
        productViews: 2,
        productsWithoutTopics: 1,
        productsWithoutPrice: 1,
        lastAt: noon,
      }),
    ]);
  });

  it('check what the tag and the servers tell', async () => {
    const rows = await askReport(target.warehouse, setupCheck);
    const find = (check: string) => rows.find((row) => row.check === check);
    expect(find('page_views')).toEqual({ check: 'page_views', detail: '', count: 4, of: null, share: null });
    expect(find('page_views_with_topics')).toMatchObject({ count: 1, of: 4, share: 0.25 });
    expect(find('product_views_with_price')).toMatchObject({ count: 1, of: 2, share: 0.5 });
    expect(find('orders_of_browsers')).toMatchObject({ count: 1, of: 1, share: 1 });
    expect(find('identified')).toMatchObject({ count: 0 });
    expect(find('wrong_clocks')).toMatchObject({ count: 0, of: 14 });
    expect(find('refunds_in_other_currency')).toMatchObject({ detail: 'o-1', count: 1, of: 5 });
    expect(find('consent_source')).toMatchObject({ detail: 'tarteaucitron 1.3', count: 3 });
    expect(find('sdk')).toMatchObject({ detail: 'sillage-js/1', count: 3 });
  });

  it('lists refused events, latest first, and goes on after the last of a page', async () => {
    const period = { site: 'shop', from: noon - minuteMs, to: noon + 10 * minuteMs };
    const all = await target.warehouse.rejected({ ...period, limit: 10 });
    expect(all.map(({ receivedAt }) => receivedAt)).toEqual([noon + minuteMs, noon, noon, noon]);
    const after = all[1];
    const rest = await target.warehouse.rejected({ ...period, limit: 10, ...(after && { after }) });
    expect(rest).toEqual(all.slice(2));
    const ids = [rejection.eventId];
    expect(await target.warehouse.rejected({ ...period, limit: 10, eventIds: ids })).toMatchObject([
      { detail: 'path' },
    ]);
    expect(await target.warehouse.rejected({ ...period, limit: 10, isKept: true })).toHaveLength(3);
  });
});
