import {
  defaultInterestSettings,
  defaultQueryAllowList,
  eventTypes,
  type InterestSettings,
  type Site,
  siteModes,
  topicPattern,
} from '@sillage/protocol';
import { productIdRulesSchema } from '@sillage/protocol/catalogue-schema';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** 25 months: the longest that CNIL délibération 2020-091 allows data of audience measurement to be kept. */
const defaultRetentionDays = 760;

export const address = z
  .string()
  .refine((value) => ipaddr.isValid(value) || ipaddr.isValidCIDR(value), 'not an IP address or CIDR range');

export const siteId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'not an id: lower-case letters, digits and hyphens, 63 at most');
export const origin = z
  .string()
  .refine(isOrigin, 'not an origin such as https://shop.example (scheme and host, no path, no slash at the end)');
export const timeZone = z.string().refine(isTimeZone, 'not an IANA time zone such as Europe/Paris');
export const currency = z.string().regex(/^[A-Z]{3}$/, 'not an ISO 4217 code such as EUR');

const secret = z.string().min(32, 'shorter than 32 characters');

const visitorCookie = z
  .strictObject({
    mode: z.enum(['host', 'domain', 'header']).default('host'),
    domain: z.string().min(3).exactOptional(),
    name: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,40}$/, 'letters, digits, _ and - only')
      .default('sillage'),
  })
  .refine((cookie) => (cookie.mode === 'domain') === (cookie.domain !== undefined), {
    path: ['domain'],
    message: 'belongs to the mode "domain", and to no other',
  });

const { halfLifeDays, weights } = defaultInterestSettings;
const weight = (usual: number) => z.number().min(0).max(100).default(usual);
const topic = z.string().regex(topicPattern, 'not a topic such as chaussures/randonnee');

const interestSettings = z.strictObject({
  halfLifeDays: z.number().min(1).max(365).default(halfLifeDays),
  weights: z
    .strictObject({
      pageView: weight(weights.pageView),
      attentionMinute: weight(weights.attentionMinute),
      productView: weight(weights.productView),
      cartAdd: weight(weights.cartAdd),
      purchase: weight(weights.purchase),
    })
    .prefault({}),
  topics: z.record(topic, z.union([topic, z.literal('')])).default({}),
}) satisfies z.ZodType<InterestSettings>;

const words = z.string().min(1).max(500);
const days = z.number().int().min(0).max(3650);

/** Who answers for the data: for the notice and the register entry alone (docs/privacy.md). */
const people = z.strictObject({
  /** Name and postal address. */
  controller: words.exactOptional(),
  /** Where persons turn to with their requests. */
  contact: words.exactOptional(),
  /** Data protection officer. */
  dpo: words.exactOptional(),
  /** Host and country. */
  hosting: words.exactOptional(),
  /** Whoever else gets something of what is kept. */
  recipients: z.array(words).default([]),
});

/** A site as `sillage.json` holds it. */
export const siteSchema = z.strictObject({
  id: siteId,
  name: z.string().min(1).max(100),
  origins: z.array(origin).min(1),
  timeZone,
  currency,
  policyVersion: z.string().min(1).max(32).default('1'),
  visitorCookie: visitorCookie.prefault({}),
  queryAllowList: z.array(z.string().min(1).max(64)).default(defaultQueryAllowList),
  retentionDays: days.default(defaultRetentionDays),
  retention: z.partialRecord(z.enum(eventTypes), days).exactOptional(),
  mode: z.enum(siteModes).exactOptional(),
  privacy: people.exactOptional(),
  ordersFrom: z.enum(['any', 'server']).default('any'),
  secretKeyHashes: z.array(z.string().regex(/^[0-9a-f]{64}$/, 'not a hex SHA-256')).default([]),
  identifySecrets: z.array(secret).default([]),
  internalAddresses: z.array(address).default([]),
  contactPressure: z
    .strictObject({ contacts: z.number().int().min(1).max(10_000), days: z.number().int().min(1).max(365) })
    .exactOptional(),
  interests: interestSettings.exactOptional(),
  productIds: productIdRulesSchema.exactOptional(),
}) satisfies z.ZodType<Site>;

export const cookieKeys = z.tuple([secret], secret);

function isOrigin(value: string): boolean {
  try {
    const url = new URL(value);
    return url.origin === value && /^https?:$/.test(url.protocol);
  } catch {
    return false; // unreadable is not an origin either
  }
}

function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false; // RangeError is how Intl says no
  }
}
