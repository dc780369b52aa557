import { z } from 'zod';
import { label, planned, productId, sentence, slug } from './definition-schema.js';
import { faultDetails } from './fault.js';
import { type ExposureCap, type Offer, offerStatuses, type Trigger } from './offer.js';
import type { Slot } from './slot.js';
import { type DefinitionIssue, findContentIssues, localisedContent, productSelection } from './slot-schema.js';
import { topicPattern } from './topic.js';

const days = z.number().int().min(1).max(365);

const cap = z.strictObject({ exposures: z.number().int().min(1).max(1_000), days }) satisfies z.ZodType<ExposureCap>;

export const triggerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('returning'), afterDays: days }),
  z.strictObject({ kind: z.literal('cart_idle'), minutes: z.number().int().min(1).max(43_200) }),
  z.strictObject({
    kind: z.literal('topic_viewed'),
    topic: z.string().max(200).regex(topicPattern, faultDetails.not_a_topic).exactOptional(),
    times: z.number().int().min(1).max(100).default(3),
    days: days.default(30),
  }),
  z.strictObject({ kind: z.literal('order_due'), share: z.number().min(0.1).max(1.4).default(0.9) }),
  z.strictObject({ kind: z.literal('back_in_stock'), products: z.array(productId).min(1).max(100).exactOptional() }),
]) satisfies z.ZodType<Trigger>;

/** An offer as it is written. That its content fits its slots, and that they and its segment exist: `findOfferIssues`. */
export const offerSchema = z
  .strictObject({
    id: slug,
    name: label,
    status: z.enum(offerStatuses),
    slots: z.array(slug).min(1).max(20),
    content: z.record(slug, localisedContent),
    products: productSelection.exactOptional(),
    coupon: z.string().trim().min(1).max(64).exactOptional(),
    segment: slug.exactOptional(),
    trigger: triggerSchema.exactOptional(),
    startsAt: planned.exactOptional(),
    endsAt: planned.exactOptional(),
    priority: z.number().int().min(0).max(1_000).default(0),
    expectedValueMinor: z.number().int().min(0).max(1e12).exactOptional(),
    cap: cap.exactOptional(),
    cooldownDays: z.number().int().min(0).max(365).default(7),
    requiredProducts: z.array(productId).min(1).max(100).exactOptional(),
    holdout: z.number().min(0).max(0.9).default(0),
    salt: slug.exactOptional(),
    reason: z.strictObject({ fr: sentence, en: sentence }).exactOptional(),
  })
  .superRefine((offer, { addIssue }) => {
    for (const issue of findOwnIssues(offer)) addIssue({ code: 'custom', ...issue });
  }) satisfies z.ZodType<Offer>;

function* findOwnIssues({ slots, content, startsAt = 0, endsAt }: Offer): Generator<DefinitionIssue> {
  for (const [index, slot] of slots.entries()) {
    if (slots.indexOf(slot) < index) yield { path: ['slots', index], message: faultDetails.named_twice };
    if (!Object.hasOwn(content, slot)) yield { path: ['content', slot], message: faultDetails.no_content };
  }
  for (const slot of Object.keys(content)) {
    if (!slots.includes(slot)) yield { path: ['content', slot], message: faultDetails.foreign_content };
  }
  if (endsAt !== undefined && endsAt <= startsAt) yield { path: ['endsAt'], message: faultDetails.ends_before_start };
}

/** What an offer refers to. */
export interface OfferReferences {
  slots: ReadonlyMap<string, Slot>;
  hasSegment(id: string): boolean;
}

/** Where an offer names what is not there, or does not fit its slots. */
export function* findOfferIssues(offer: Offer, { slots, hasSegment }: OfferReferences): Generator<DefinitionIssue> {
  for (const [index, id] of offer.slots.entries()) {
    const slot = slots.get(id);
    const content = offer.content[id];
    if (!slot) yield { path: ['slots', index], message: faultDetails.no_such_slot };
    else if (content) yield* findContentIssues(slot.fields, content, ['content', id]);
  }
  if (offer.segment !== undefined && !hasSegment(offer.segment)) {
    yield { path: ['segment'], message: faultDetails.no_such_segment };
  }
}
