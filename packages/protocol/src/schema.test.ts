import { describe, expect, it } from 'vitest';
import { batchSchema, consentRequestSchema, eventSchema } from './schema.js';

const base = {
  id: '018f3c3e-2f00-7abc-8def-0123456789ab',
  occurredAt: 1_800_000_000_000,
  clockOffsetMs: -12,
  tab: 'abcd1234',
  sequence: 3,
  pageViewId: '018f3c3e-2f00-7abc-8def-0123456789ac',
};
const line = { productId: 'P1', name: 'Gourde', priceMinor: 1990, currency: 'EUR', quantity: 2, topics: ['sport/eau'] };
const order = { orderId: 'O-1', currency: 'EUR', totalMinor: 3980, lines: [line] };

describe('eventSchema', () => {
  it.each([
    { type: 'page_view', path: '/fr', title: 'Accueil', topics: ['sport'], referrerHost: 'a.example', language: 'fr' },
    { type: 'engagement', path: '/fr', attentionMs: 1200, depthPercent: 40, sections: { hero: 300 } },
    { type: 'product_view', product: { productId: 'P1' } },
    { type: 'search', query: 'gourde', resultCount: 0 },
    { type: 'cart_add', line },
    { type: 'cart_remove', line },
    { type: 'cart_view', lines: [] },
    { type: 'checkout_start', lines: [line], currency: 'EUR', totalMinor: 3980 },
    { type: 'purchase', order },
    { type: 'refund', refund: { orderId: 'O-1' } },
    { type: 'offer_exposed', offerId: 'o1', slot: 'hero' },
    { type: 'offer_withheld', offerId: 'o1', slot: 'hero' },
    { type: 'offer_clicked', offerId: 'o1', slot: 'hero' },
    { type: 'offer_dismissed', offerId: 'o1', slot: 'hero' },
    { type: 'survey_answered', surveyId: 's1', score: 4 },
    { type: 'identify', customerId: 'c1' },
    { type: 'custom', name: 'wishlist', properties: { size: 42, gift: true } },
    { type: 'custom', name: 'interest_hidden', properties: { kind: 'brand', key: 'Nordlys' } },
  ])('accepts $type', (fields) => {
    const event = { ...base, ...fields };
    expect(eventSchema.parse(event)).toEqual(event);
  });

  it.each([
    ['an unknown type', { type: 'dance' }],
    ['no path', { type: 'page_view' }],
    ['an empty path', { type: 'page_view', path: '' }],
    ['a topic in capitals', { type: 'page_view', path: '/', topics: ['Sport'] }],
    ['five levels', { type: 'page_view', path: '/', topics: ['a/b/c/d/e'] }],
    ['a price with decimals', { type: 'product_view', product: { productId: 'P1', priceMinor: 19.9 } }],
    ['a negative duration', { type: 'engagement', path: '/', attentionMs: -1, depthPercent: 0 }],
    ['depth over 100', { type: 'engagement', path: '/', attentionMs: 1, depthPercent: 101 }],
    ['no quantity', { type: 'cart_add', line: { productId: 'P1' } }],
    ['an order without lines', { type: 'purchase', order: { ...order, lines: [] } }],
    ['an order without currency', { type: 'purchase', order: { ...order, currency: undefined } }],
    ['a price beyond any', { type: 'product_view', product: { productId: 'P1', priceMinor: 1e15 } }],
    [
      '33 properties',
      { type: 'custom', name: 'x', properties: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, i])) },
    ],
    ['an interest of no kind', { type: 'custom', name: 'interest_hidden', properties: { kind: 'colour', key: 'red' } }],
    ['an interest without a key', { type: 'custom', name: 'interest_shown', properties: { kind: 'topic' } }],
    ['an empty interest', { type: 'custom', name: 'interest_shown', properties: { kind: 'brand', key: '' } }],
    ['an interest of nothing', { type: 'custom', name: 'interest_hidden' }],
    ['an id in capitals', { type: 'search', query: 'x', id: base.id.toUpperCase() }],
    ['infinity', { type: 'search', query: 'x', occurredAt: Number.POSITIVE_INFINITY }],
  ])('refuses %s', (_, fields) => {
    expect(eventSchema.safeParse({ ...base, ...fields }).success).toBe(false);
  });

  it('drops fields that it does not know', () => {
    const event = JSON.parse(`{"__proto__":{"polluted":1},"ip":"1.2.3.4","type":"search","query":"x"}`);
    const read = eventSchema.parse({ ...base, ...event }) as unknown as Record<string, unknown>;
    expect(read.ip).toBeUndefined();
    expect(read.polluted).toBeUndefined();
  });
});

describe('batchSchema', () => {
  const batch = { site: 'boutique', sentAt: 1, attempt: 1, sdk: 'sillage-js/0.1.0', events: [{}] };

  it('leaves events to be read one by one', () => {
    expect(batchSchema.parse(batch).events).toEqual([{}]);
  });

  it.each([
    ['no event', { events: [] }],
    ['501 events', { events: Array(501).fill({}) }],
    ['attempt 0', { attempt: 0 }],
    ['a channel with spaces', { channel: 'a b' }],
  ])('refuses %s', (_, fields) => {
    expect(batchSchema.safeParse({ ...batch, ...fields }).success).toBe(false);
  });
});

it('a consent needs each choice to be one of two words', () => {
  const request = {
    site: 'boutique',
    choices: { measurement: 'granted' },
    policyVersion: '1',
    language: 'fr',
    source: { name: 'api' },
    gpc: false,
    sdk: 'sillage-js/0.1.0',
  };
  expect(consentRequestSchema.parse(request)).toEqual(request);
  expect(consentRequestSchema.safeParse({ ...request, choices: { measurement: true } }).success).toBe(false);
});
