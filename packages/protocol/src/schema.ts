import { z } from 'zod';
import type { Batch } from './batch.js';
import { limits } from './batch.js';
import type { ConsentRequest } from './consent.js';
import type { Custom, Engagement, EventBase, Order, PageView, SillageEvent } from './event.js';
import type { ExemptView } from './exempt.js';
import { faultDetails } from './fault.js';
import type { HistoryRequest } from './history.js';
import { uuidPattern } from './id.js';
import { interestKinds } from './interest.js';
import { choices } from './purpose.js';
import { topicPattern } from './topic.js';

const text = (max: number) => z.string().max(max);
const named = (max: number) => z.string().min(1).max(max);
const count = z.number().int().min(0);
const id = z.string().regex(uuidPattern, 'not a lower-case UUID');
const currency = z.string().regex(/^[A-Z]{3}$/, faultDetails.not_a_currency);
/** Minor units; up to 10 billion of a currency with two decimals. */
const minor = z.number().int().min(0).max(1e12);
const path = named(2048);
export const topics = z.array(z.string().max(200).regex(topicPattern, faultDetails.not_a_topic)).max(8);
/** Milliseconds; a day is more than any event's delta can be. */
const durationMs = count.max(86_400_000);

const base = {
  id,
  occurredAt: count.max(8_640_000_000_000_000),
  clockOffsetMs: z.number().int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000),
  tab: text(16),
  sequence: count.max(0xffffffff),
  pageViewId: id,
  customerId: named(128).exactOptional(),
  sessionId: id.exactOptional(),
  visitorId: id.exactOptional(),
} satisfies z.ZodRawShape & Record<keyof EventBase, z.ZodType>;

const productFields = {
  productId: named(128),
  name: text(300).exactOptional(),
  brand: text(128).exactOptional(),
  variant: text(128).exactOptional(),
  priceMinor: minor.exactOptional(),
  currency: currency.exactOptional(),
};
const product = z.object(productFields);
const line = z.object({
  ...productFields,
  quantity: count.min(1).max(100_000),
  discountMinor: minor.exactOptional(),
  coupon: text(64).exactOptional(),
  topics: topics.exactOptional(),
});
export const lines = z.array(line).max(200);

/** An order with all that makes it one: see the refusal `order_incomplete`. */
const orderSchema = z.object({
  orderId: named(128),
  currency,
  totalMinor: minor,
  taxMinor: minor.exactOptional(),
  shippingMinor: minor.exactOptional(),
  coupon: text(64).exactOptional(),
  lines: lines.min(1),
}) satisfies z.ZodType<Order>;

const refund = z.object({
  orderId: named(128),
  currency: currency.exactOptional(),
  totalMinor: minor.exactOptional(),
  lines: z
    .array(z.object({ productId: named(128), quantity: count.min(1).max(100_000), priceMinor: minor.exactOptional() }))
    .max(200)
    .exactOptional(),
});

const campaign = z.object({
  source: named(128),
  medium: text(128).exactOptional(),
  name: text(128).exactOptional(),
  term: text(128).exactOptional(),
  content: text(128).exactOptional(),
});

const pageView = z.object({
  ...base,
  type: z.literal('page_view'),
  path,
  title: text(300).exactOptional(),
  topics: topics.exactOptional(),
  referrerHost: text(253).exactOptional(),
  campaign: campaign.exactOptional(),
  language: text(35).exactOptional(),
}) satisfies z.ZodType<PageView>;

const engagement = z.object({
  ...base,
  type: z.literal('engagement'),
  path,
  topics: topics.exactOptional(),
  attentionMs: durationMs,
  depthPercent: count.max(100),
  sections: z.record(named(256), durationMs).exactOptional(),
}) satisfies z.ZodType<Engagement>;

const offerFields = { ...base, offerId: named(64), slot: named(64), decisionId: id.exactOptional() };
const offer = (type: 'offer_exposed' | 'offer_withheld' | 'offer_clicked' | 'offer_dismissed') =>
  z.object({ ...offerFields, type: z.literal(type) });
const cartState = { ...base, lines, currency: currency.exactOptional(), totalMinor: minor.exactOptional() };

/** What a visitor says of an interest means nothing where it does not say of which. */
function namesInterest({ name, properties = {} }: Pick<Custom, 'name' | 'properties'>): boolean {
  if (name !== 'interest_hidden' && name !== 'interest_shown') return true;
  const { kind, key } = properties;
  return interestKinds.some((known) => known === kind) && typeof key === 'string' && key !== '';
}

const custom = z
  .object({
    ...base,
    type: z.literal('custom'),
    name: named(64),
    properties: z
      .record(named(64), z.union([text(8192), z.number(), z.boolean()]))
      .refine((properties) => Object.keys(properties).length <= 32, 'more than 32 properties')
      .exactOptional(),
  })
  .refine(namesInterest, {
    path: ['properties'],
    message: `of an interest: kind (one of ${interestKinds.join(', ')}) and key`,
  }) satisfies z.ZodType<Custom>;

/** One event of any type, as every sender must form it. */
export const eventSchema = z.discriminatedUnion('type', [
  pageView,
  engagement,
  z.object({
    ...base,
    type: z.literal('product_view'),
    path: path.exactOptional(),
    product,
    topics: topics.exactOptional(),
  }),
  z.object({ ...base, type: z.literal('search'), query: text(300), resultCount: count.max(1e9).exactOptional() }),
  z.object({ ...base, type: z.literal('cart_add'), line }),
  z.object({ ...base, type: z.literal('cart_remove'), line }),
  z.object({ ...cartState, type: z.literal('cart_view') }),
  z.object({ ...cartState, type: z.literal('checkout_start') }),
  z.object({ ...base, type: z.literal('purchase'), order: orderSchema }),
  z.object({ ...base, type: z.literal('refund'), refund }),
  offer('offer_exposed'),
  offer('offer_withheld'),
  offer('offer_clicked'),
  offer('offer_dismissed'),
  z.object({
    ...base,
    type: z.literal('survey_answered'),
    surveyId: named(64),
    score: z.number().min(0).max(10).exactOptional(),
    text: text(2000).exactOptional(),
  }),
  z.object({
    ...base,
    type: z.literal('identify'),
    customerId: named(128),
    expiresAt: count.exactOptional(),
    signature: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .exactOptional(),
  }),
  custom,
]) satisfies z.ZodType<SillageEvent>;

/** The envelope; its events are read one by one, so that one bad event does not lose the batch. */
export const batchSchema = z.object({
  site: named(64),
  sentAt: count,
  attempt: count.min(1).max(10_000),
  sdk: text(64),
  token: text(512).exactOptional(),
  purposes: z.array(text(32)).max(8).exactOptional(),
  webdriver: z.boolean().exactOptional(),
  internal: z.boolean().exactOptional(),
  gpc: z.boolean().exactOptional(),
  channel: z
    .string()
    .regex(/^[a-z0-9_]{1,32}$/)
    .exactOptional(),
  customerId: named(128).exactOptional(),
  import: z.object({ id, keepForEver: z.boolean().exactOptional() }).exactOptional(),
  events: z.array(z.unknown()).min(1).max(limits.batchEvents),
}) satisfies z.ZodType<Omit<Batch, 'events'> & { events: unknown[] }>;

const choice = z.enum(choices);
const hexSha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const consentRequestSchema = z.object({
  site: named(64),
  choices: z.object({ measurement: choice.exactOptional(), personalisation: choice.exactOptional() }),
  policyVersion: named(32),
  bannerTextHash: hexSha256.exactOptional(),
  language: text(35),
  source: z.object({
    name: named(64),
    version: text(32).exactOptional(),
    consentId: text(2048).exactOptional(),
    bannerTextHash: hexSha256.exactOptional(),
    language: text(35).exactOptional(),
  }),
  gpc: z.boolean(),
  sdk: text(64),
  token: text(512).exactOptional(),
}) satisfies z.ZodType<ConsentRequest>;

export const exemptViewSchema = z.object({
  site: named(64),
  path,
  referrerHost: text(253).exactOptional(),
}) satisfies z.ZodType<ExemptView>;

export const historyRequestSchema = z.object({
  site: named(64),
  visitorToken: text(512).exactOptional(),
  customerId: named(128).exactOptional(),
  limit: count.min(1).max(100).exactOptional(),
  cursor: text(128).exactOptional(),
}) satisfies z.ZodType<HistoryRequest>;
