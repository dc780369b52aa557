import { z } from 'zod';
import type { LookRequest } from './look.js';

export const lookRequestSchema = z
  .object({
    site: z.string().min(1).max(64),
    reference: z.string().min(1).max(128).exactOptional(),
    visitorToken: z.string().min(1).max(512).exactOptional(),
    customerId: z.string().min(1).max(128).exactOptional(),
    locale: z.string().max(35).exactOptional(),
    limit: z.number().int().min(1).max(100).exactOptional(),
    cursor: z.string().max(128).exactOptional(),
  })
  .refine(
    ({ reference, visitorToken, customerId }) =>
      [reference, visitorToken, customerId].filter((one) => one !== undefined).length === 1,
    'give one of reference, visitorToken and customerId',
  ) satisfies z.ZodType<LookRequest>;
