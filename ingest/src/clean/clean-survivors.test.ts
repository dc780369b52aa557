import type { EventType, SillageEvent } from '@sillage/protocol';
import { eventTypes } from '@sillage/protocol';
import { eventSchema } from '@sillage/protocol/schema';
import { toEventRowTail } from '@sillage/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderOf, pageView, siteOf } from '../testing/ingest-harness.js';
import { cleanEvent } from './clean-event.js';
import { cleanRejectedBody } from './clean-rejected-body.js';
import { createTextCleaner } from './text-cleaner.js';

const secrets = [
  'jean.dupont@exemple.fr',
  '06 12 34 56 78',
  '+33612345678',
  '4111 1111 1111 1111',
  '378282246310005',
  'FR76 3000 6000 0112 3456 7890 189',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.s5XcVbn-_x',
  '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
];

/** One event of a type with `text` wherever a sender may write text, ids aside. */
function eventWith(type: EventType, text: string): object {
  const product = { productId: 'p-1', name: text, brand: text, variant: text };
  const line = { ...product, quantity: 1, coupon: text.slice(0, 64) };
  const path = `/a/${text}?page=${text}`;
  const campaign = { source: text, medium: text, name: text, term: text, content: text };
  const offer = { offerId: 'o', slot: 's' };
  const fields: Record<EventType, object> = {
    page_view: { path, title: text, referrerHost: text, campaign },
    engagement: { path, attentionMs: 1, depthPercent: 1, sections: { [text]: 1 } },
    product_view: { path, product },
    search: { query: text },
    cart_add: { line },
    cart_remove: { line },
    cart_view: { lines: [line] },
    checkout_start: { lines: [line] },
    purchase: { order: orderOf({ coupon: text.slice(0, 64), lines: [line] }) },
    refund: { refund: { orderId: 'A-1' } },
    offer_exposed: offer,
    offer_withheld: offer,
    offer_clicked: offer,
    offer_dismissed: offer,
    survey_answered: { surveyId: 'nps', text },
    identify: { customerId: 'C-1' },
    custom: { name: text.slice(0, 64), properties: { a: text, [text.slice(0, 64)]: text } },
  };
  return pageView({ path: undefined, ...fields[type], type });
}

const around = fc.stringMatching(/^[a-zé]{0,5}$/);
const anyText = fc.tuple(around, fc.constantFrom(...secrets), around);

describe.each(eventTypes)('a stored %s', (type) => {
  it('has no e-mail, phone, card, IBAN or token in any of its texts', () => {
    fc.assert(
      fc.property(anyText, ([before, secret, after]) => {
        const raw = eventWith(type, `${before} ${secret} ${after}`);
        const event = eventSchema.parse(raw) as SillageEvent;
        cleanEvent(event, siteOf().queryAllowList, createTextCleaner());
        const row = toEventRowTail(event);
        expect(row).not.toContain(secret);
        expect(decodeURIComponent(row)).not.toContain(secret);
        expect(cleanRejectedBody(raw)).not.toContain(secret);
      }),
      { numRuns: 50 },
    );
  });
});

it('a topic that holds a phone is dropped, and the others stay', () => {
  const event = pageView({ topics: ['sacs/cuir', 'compte/0612345678'] }) as unknown as SillageEvent;
  cleanEvent(event, [], createTextCleaner());
  expect(event).toMatchObject({ topics: ['sacs/cuir'] });
});

it('a number in a property is looked at as it is written', () => {
  const properties = {
    card: 4111111111111111,
    phone: 33612345678,
    price: 12900,
    ean: 3017620422003,
    at: 1795382731000,
  };
  const event = pageView({ type: 'custom', name: 'x', properties }) as unknown as SillageEvent;
  cleanEvent(event, [], createTextCleaner());
  expect(event).toMatchObject({
    properties: { card: '[card]', phone: '[phone]', price: 12900, ean: 3017620422003, at: 1795382731000 },
  });
});
