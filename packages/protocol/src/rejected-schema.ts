import { z } from 'zod';
import type { ReplayRequest } from './rejected.js';

const day = z.iso.date();

export const replayRequestSchema = z
  .object({
    reason: z.string().min(1).max(64).exactOptional(),
    ids: z.array(z.string().min(1).max(64)).min(1).max(1_000).exactOptional(),
    from: day.exactOptional(),
    to: day.exactOptional(),
    cursor: z.string().min(1).max(40).exactOptional(),
  })
  .refine(
    ({ reason, ids }) => (reason === undefined) !== (ids === undefined),
    'give one of reason and ids',
  ) satisfies z.ZodType<ReplayRequest>;
