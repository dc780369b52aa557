import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findOfferIssues, offerSchema, triggerSchema } from './offer-schema.js';
import { slotSchema } from './slot-schema.js';

const page = readFileSync(new URL('../../../docs/offers.md', import.meta.url), 'utf8');
const bodies = [...page.matchAll(/\/v1\/(\w+)\/([\w-]+) [^']*-d '([^']+)'/g)].map(([, , id, body]) => ({
  id,
  ...(JSON.parse(body as string) as object),
}));
const triggers = [...page.matchAll(/^\| `(\{"kind".*?\})`/gm)].map(([, trigger]) => trigger as string);

describe('docs/offers.md', () => {
  it('shows a slot, and an offer that fits it', () => {
    expect(bodies).toHaveLength(2);
    const slot = slotSchema.parse(bodies[0]);
    const offer = offerSchema.parse(bodies[1]);
    const references = { slots: new Map([[slot.id, slot]]), hasSegment: () => false };
    expect([...findOfferIssues(offer, references)]).toEqual([]);
  });

  it('shows every trigger', () => {
    const kinds = triggers.map((trigger) => triggerSchema.parse(JSON.parse(trigger)).kind);
    expect(kinds).toEqual(['returning', 'cart_idle', 'topic_viewed', 'order_due', 'back_in_stock']);
  });
});
