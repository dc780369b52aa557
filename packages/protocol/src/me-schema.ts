import { z } from 'zod';
import type { PauseRequest, SubjectRequest } from './me.js';

const site = z.string().min(1).max(64);

export const pauseRequestSchema = z.object({
  site,
  isPaused: z.boolean(),
  token: z.string().max(512).exactOptional(),
}) satisfies z.ZodType<PauseRequest>;

export const subjectRequestSchema = z
  .object({
    site,
    customerId: z.string().min(1).max(128).exactOptional(),
    reference: z.string().min(1).max(128).exactOptional(),
  })
  .refine(
    ({ customerId, reference }) => (customerId === undefined) !== (reference === undefined),
    'give one of customerId and reference',
  ) satisfies z.ZodType<SubjectRequest>;
