import { ProblemError } from '@sillage/protocol';
import { z } from 'zod';
import { describeIssue } from '../reading/read-envelope.js';
import { parseJson, readBody } from '../request/body.js';
import { hashBannerText, toCanonicalText } from './canonical-text.js';
import type { ProofRequest } from './proof-routes.js';

/** Characters. */
const longestText = 20_000;

const schema = z.strictObject({
  /** BCP 47. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'not a BCP 47 tag such as fr')
    .max(35),
  text: z.string().min(1).max(longestText),
  /** The hash that the shop's pages send, where it is to be checked. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'not a hex SHA-256')
    .exactOptional(),
});

/** A text that comes with Sillage, in canonical form. */
export interface BuiltInText {
  /** BCP 47. */
  language: string;
  text: string;
}

/** `PUT /v1/banner-texts`: keeps a text under its hash; the same text again changes nothing. */
export async function putBannerText({ context, site, store, clock }: ProofRequest): Promise<Response> {
  const parsed = schema.safeParse(parseJson(await readBody(context.req.raw)));
  if (!parsed.success) throw new ProblemError('invalid_request', describeIssue(parsed.error));
  const { language, hash: expected } = parsed.data;
  const text = toCanonicalText(parsed.data.text);
  const hash = hashBannerText(text);
  if (text === '') throw new ProblemError('invalid_request', 'text: there is none');
  if (expected !== undefined && expected !== hash) throw new ProblemError('invalid_request', `hash: it is ${hash}`);
  await store.putBannerText(site.id, { hash, language, text, addedAt: clock() });
  return context.json({ hash, language, text });
}

/** `GET /v1/banner-texts`: those that came with Sillage, and those that the shop kept. */
export async function listBannerTexts({ context, site, store, builtInTexts }: ProofRequest): Promise<Response> {
  const builtIn = builtInTexts(site).map((text) => ({ ...text, hash: hashBannerText(text.text) }));
  return context.json({ builtIn, texts: await store.bannerTexts(site.id) });
}
