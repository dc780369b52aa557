import { z } from 'zod';
import type { BannerTextRequest, ProofExportRequest } from './proof.js';

const time = z.number().int().min(0).max(8.64e15);

export const proofExportRequestSchema = z
  .strictObject({
    visitorToken: z.string().min(1).max(512).exactOptional(),
    customerId: z.string().min(1).max(128).exactOptional(),
    all: z.literal(true).exactOptional(),
    from: time.exactOptional(),
    to: time.exactOptional(),
  })
  .refine(
    ({ visitorToken, customerId, all }) =>
      [visitorToken, customerId, all].filter((each) => each !== undefined).length === 1,
    'one of visitorToken, customerId and all',
  ) satisfies z.ZodType<ProofExportRequest>;

/** Characters. */
const longestText = 20_000;

export const bannerTextRequestSchema = z.strictObject({
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'not a BCP 47 tag such as fr')
    .max(35),
  text: z.string().min(1).max(longestText),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'not a hex SHA-256')
    .exactOptional(),
}) satisfies z.ZodType<BannerTextRequest>;
