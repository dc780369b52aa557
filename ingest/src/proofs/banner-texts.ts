import { ProblemError, readAs } from '@sillage/protocol';
import { bannerTextRequestSchema } from '@sillage/protocol/proof-schema';
import { parseJson, readBody } from '../request/body.js';
import { hashBannerText, toCanonicalText } from './canonical-text.js';
import type { ProofRequest } from './proof-routes.js';

/** A text that comes with Sillage, in canonical form. */
export interface BuiltInText {
  /** BCP 47. */
  language: string;
  text: string;
}

/** `PUT /v1/banner-texts`: keeps a text under its hash; the same text again changes nothing. */
export async function putBannerText({ context, site, store, clock }: ProofRequest): Promise<Response> {
  const given = readAs(bannerTextRequestSchema, parseJson(await readBody(context.req.raw)));
  const { language, hash: expected } = given;
  const text = toCanonicalText(given.text);
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
