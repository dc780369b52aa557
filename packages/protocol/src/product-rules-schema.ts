import { z } from 'zod';
import { productId } from './definition-schema.js';
import { faultDetails } from './fault.js';
import { type ProductBoost, type ProductRules, siteRulesId } from './product-rules.js';
import type { DefinitionIssue } from './slot-schema.js';
import { topicPattern } from './topic.js';

const topic = z.string().max(200).regex(topicPattern, faultDetails.not_a_topic);
const brand = z.string().trim().min(1).max(100);

const boost = z
  .strictObject({
    product: productId.exactOptional(),
    topic: topic.exactOptional(),
    brand: brand.exactOptional(),
    factor: z.number().min(0.01).max(100),
  })
  .refine(
    ({ factor: _, ...named }) => Object.keys(named).length === 1,
    faultDetails.one_boosted,
  ) satisfies z.ZodType<ProductBoost>;

const excluded = z.strictObject({
  products: z.array(productId).max(500).default([]),
  topics: z.array(topic).max(100).default([]),
  brands: z.array(brand).max(100).default([]),
});

/** The rules of a site as they are written; what is absent says nothing. */
export const productRulesSchema = z
  .strictObject({
    id: z.literal(siteRulesId),
    pin: z.array(productId).max(24).default([]),
    exclude: excluded.prefault({}),
    boost: z.array(boost).max(100).default([]),
    leaveOutSeen: z.boolean().default(false),
  })
  .superRefine((rules, { addIssue }) => {
    for (const issue of findOwnIssues(rules)) addIssue({ code: 'custom', ...issue });
  }) satisfies z.ZodType<ProductRules>;

function* findOwnIssues({ pin, exclude }: ProductRules): Generator<DefinitionIssue> {
  for (const [index, product] of pin.entries()) {
    if (pin.indexOf(product) < index) yield { path: ['pin', index], message: faultDetails.named_twice };
    if (exclude.products.includes(product)) yield { path: ['pin', index], message: faultDetails.excluded_too };
  }
}
