import { z } from 'zod';
import type { PersonaliseContext, PersonaliseRequest } from './personalise.js';
import { lines, topics } from './schema.js';

const context = z.object({
  path: z.string().min(1).max(2048).exactOptional(),
  productId: z.string().min(1).max(128).exactOptional(),
  topics: topics.exactOptional(),
  cart: lines.exactOptional(),
  locale: z.string().max(35).exactOptional(),
  device: z.enum(['desktop', 'mobile', 'tablet', 'other']).exactOptional(),
  gpc: z.boolean().exactOptional(),
}) satisfies z.ZodType<PersonaliseContext>;

/** Body of `POST /v1/personalise`. */
export const personaliseRequestSchema = z.object({
  site: z.string().min(1).max(63),
  slots: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'not a slug'))
    .max(20)
    .exactOptional(),
  context: context.exactOptional(),
  visitorToken: z.string().min(1).max(1024).exactOptional(),
  customerId: z.string().min(1).max(128).exactOptional(),
  preview: z.string().min(1).max(512).exactOptional(),
}) satisfies z.ZodType<PersonaliseRequest>;
