import { z } from 'zod';
import type { CatalogueProduct, CatalogueRemoval } from './catalogue.js';
import { instant, isSafeAddress } from './definition-schema.js';
import { faultDetails } from './fault.js';
import { areTopics, toTopics } from './read-topics.js';
import { topics } from './schema.js';

/** A lone half of a pair is no character: ClickHouse refuses the whole block for one. */
const isWellFormed = (text: string) => !/\p{Surrogate}/u.test(text);
const text = (max: number) => z.string().trim().min(1).max(max).refine(isWellFormed, 'not well-formed Unicode');
const id = text(128);
const address = z
  .string()
  .trim()
  .max(2048)
  .refine((value) => isSafeAddress(value) && isWellFormed(value), faultDetails.not_an_address);
const minor = z.number().int().max(1e12);
const time = z.union([
  instant,
  z.iso.date().transform((date) => Date.parse(date)),
  z.iso.datetime({ offset: true }).transform((date) => Date.parse(date)),
]);

/** Labels are read as those of pages are; whatever is neither labels nor topics is refused. */
const labels = z.preprocess(
  (given) => (typeof given === 'string' || (Array.isArray(given) && !areTopics(given)) ? toTopics(given) : given),
  topics,
);

/** A product of a feed. What it does not know it refuses: a wrong name of a field would lose its value silently. */
export const catalogueProductSchema = z.strictObject({
  id,
  name: text(300),
  url: address.exactOptional(),
  image: address.exactOptional(),
  priceMinor: minor.min(0).exactOptional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, faultDetails.not_a_currency)
    .exactOptional(),
  marginMinor: minor.min(-1e12).exactOptional(),
  stock: z.union([z.number().int().min(0).max(1e9), z.enum(['in', 'out'])]).exactOptional(),
  topics: labels.exactOptional(),
  brand: text(128).exactOptional(),
  parentId: id.exactOptional(),
  releasedAt: time.exactOptional(),
}) satisfies z.ZodType<CatalogueProduct>;

/** A line that takes a product away. */
export const catalogueRemovalSchema = z.strictObject({
  id,
  isRemoved: z.literal(true),
}) satisfies z.ZodType<CatalogueRemoval>;

const affix = z.string().min(1).max(64);

/** As a site's configuration has them. */
export const productIdRulesSchema = z.strictObject({
  ignoresCase: z.boolean().default(false),
  prefixes: z.array(affix).max(20).default([]),
  suffixes: z.array(affix).max(20).default([]),
  variantSeparator: z.string().min(1).max(4).exactOptional(),
});
