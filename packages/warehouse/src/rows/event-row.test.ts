import type { SillageEvent } from '@sillage/protocol';
import { eventSchema } from '@sillage/protocol/schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { StoredEvent } from '../stored-event.js';
import { partitionOf, readEventRow, toEventRow, toPageViewKey } from './event-row.js';

const base = {
  id: '0199a000-0000-7000-8000-0000000000e1',
  occurredAt: 1_790_000_000_123,
  clockOffsetMs: 0,
  tab: 'abcd1234',
  sequence: 7,
  pageViewId: '0199a000-0000-7000-8000-0000deadbeef',
};
const product = { productId: 'P1', name: 'Tente "2 places"', brand: 'Cairn', variant: 'bleu', priceMinor: 0 };
const line = { ...product, quantity: 2 };

const events: SillageEvent[] = [
  {
    ...base,
    type: 'page_view',
    path: '/é?page=2',
    title: 'A "b" \\ \u2028',
    topics: ['a/b'],
    referrerHost: 'x.example',
    language: 'fr',
    campaign: { source: 's', medium: 'm', name: 'n', term: 't', content: 'c' },
  },
  { ...base, type: 'engagement', path: '/', attentionMs: 0, depthPercent: 100, sections: { avis: 12 } },
  { ...base, type: 'product_view', path: '/p', product, topics: ['a'] },
  { ...base, type: 'search', query: "'; DROP TABLE events; --", resultCount: 0 },
  { ...base, type: 'cart_add', line: { ...line, discountMinor: 5, coupon: 'X', topics: ['a'] } },
  { ...base, type: 'cart_remove', line },
  { ...base, type: 'cart_view', lines: [] },
  { ...base, type: 'checkout_start', lines: [line], currency: 'EUR', totalMinor: 100 },
  { ...base, type: 'purchase', order: { orderId: 'C"1', currency: 'EUR', totalMinor: 0, taxMinor: 1, lines: [line] } },
  { ...base, type: 'refund', refund: { orderId: 'C1', lines: [{ productId: 'P1', quantity: 1 }] } },
  { ...base, type: 'offer_exposed', offerId: 'o', slot: 's', decisionId: base.id },
  { ...base, type: 'survey_answered', surveyId: 'q', score: 0, text: 'bien' },
  { ...base, type: 'identify', customerId: 'K1' },
  { ...base, type: 'custom', name: 'n', properties: { a: 1, b: true, c: 'x' } },
];

function store(event: SillageEvent, over: Partial<StoredEvent> = {}): StoredEvent {
  return {
    event,
    site: 'shop',
    visitor: '11111111-1111-4111-8111-111111111111',
    sessionId: '0199a000-0000-7000-8000-00000000005e',
    occurredAt: event.occurredAt,
    receivedAt: event.occurredAt + 50,
    channel: 'web',
    device: 'mobile',
    country: 'FR',
    isBot: true,
    isInternal: true,
    purposes: ['measurement'],
    basis: 'consent',
    proofId: '22222222-2222-4222-8222-222222222222',
    customerId: 'K0',
    retentionDays: 760,
    ...over,
  };
}

it('has an example of every type of event, each as the schema wants it', () => {
  for (const event of events) expect(eventSchema.parse(event)).toEqual(event);
});

it.each(events.map((event) => [event.type, event] as const))(
  'maps %s to one line of JSON that a fold reads back',
  (type, event) => {
    const row = toEventRow(store(event));
    expect(row).not.toContain('\n');
    const names = [...row.matchAll(/[{,]"(\w+)":/g)].map(([, name]) => name);
    expect(JSON.parse(row)).toMatchObject({ type, page_view: 0xdeadbeef });
    expect(names.filter((name) => name === 'customer_id')).toHaveLength(1);
    expect(readEventRow(row)).toEqual({
      site: 'shop',
      visitor: '11111111-1111-4111-8111-111111111111',
      id: base.id,
      sessionId: '0199a000-0000-7000-8000-00000000005e',
      type,
      occurredAt: base.occurredAt,
      customerId: type === 'identify' ? 'K1' : 'K0',
      ...(type === 'purchase' ? { orderId: 'C"1' } : {}),
    });
  },
);

it('makes the same row of an event whatever event came before it', () => {
  const event = fc.constantFrom(...events);
  const stored = fc.record({
    visitor: fc.constantFrom('11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'),
    receivedAt: fc.constantFrom(1, 2),
    occurredAt: fc.constantFrom(1_790_000_000_123, 1_790_000_000_123 + 86_400_000),
    isBot: fc.boolean(),
    country: fc.constantFrom('', 'FR'),
    customerId: fc.constantFrom('', 'K0'),
    purposes: fc.constantFrom<StoredEvent['purposes']>(['measurement'], ['measurement', 'personalisation']),
    retentionDays: fc.constantFrom(0, 760),
  });
  const unlike = store(events[3] as SillageEvent, { site: 'other' });
  fc.assert(
    fc.property(fc.array(fc.tuple(event, stored, fc.constantFrom('a', 'b'), fc.constantFrom(0, 9))), (all) => {
      const rows = all.map(([one, over, tab, clockOffsetMs]) => store({ ...one, tab, clockOffsetMs }, over));
      const alone = rows.map((row) => [unlike, row].map(toEventRow)[1]);
      expect(rows.map(toEventRow)).toEqual(alone);
    }),
  );
});

it('gives every millisecond back as it was', () => {
  const event = events[3] as SillageEvent;
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (occurredAt) => {
      expect(readEventRow(toEventRow(store(event, { occurredAt }))).occurredAt).toBe(occurredAt);
    }),
  );
});

it.each([
  [Date.UTC(2026, 10, 30, 23, 59, 59, 999), 202_611],
  [Date.UTC(2026, 11, 1), 202_612],
  [Date.UTC(2014, 3, 1), 201_404],
])('puts %d into the partition %d', (occurredAt, partition) => {
  expect(partitionOf(occurredAt)).toBe(partition);
});

it.each([
  [760, 20_718 + 760],
  [0, 47_482],
  [1_000_000, 47_482],
])('lets a row kept %d days expire on day %d', (retentionDays, day) => {
  const row = JSON.parse(toEventRow(store(events[3] as SillageEvent, { retentionDays })));
  expect(row.expires).toBe(day);
});

it('takes the last 32 bits of a page view id as its key', () => {
  expect(toPageViewKey('0199a000-0000-7000-8000-0000000000ff')).toBe(255);
});
