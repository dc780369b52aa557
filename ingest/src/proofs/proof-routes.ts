import { type Site, toSiteMissing } from '@sillage/protocol';
import type { ConsentStore, Warehouse } from '@sillage/warehouse';
import type { Context, Hono } from 'hono';
import type { ProofLedger } from '../event-store.js';
import { findKeyedSite } from '../keys/find-keyed-site.js';
import { privately } from '../request/answer-problem.js';
import type { Answering } from '../request/observe.js';
import type { Services } from '../services.js';
import { type BuiltInText, listBannerTexts, putBannerText } from './banner-texts.js';
import { answerExport } from './export-route.js';
import { readNotedHeads, verifyProofs } from './verify-proofs.js';

/** Where proofs are read, and what they refer to. */
export interface ProofSources {
  store: Pick<ConsentStore, 'proofs' | 'putBannerText' | 'bannerTexts'> & Pick<Warehouse, 'subjectVisitors'>;
  ledger: ProofLedger;
  /** Texts of banners that come with Sillage: an export tells them beside those that the shop kept. */
  builtInTexts(site: Site): readonly BuiltInText[];
}

/** What one request is answered with. */
export interface ProofRequest extends ProofSources, Pick<Services, 'tokenKeys' | 'clock' | 'logger'> {
  context: Context;
  site: Site;
}

/**
 * Proofs of consent for who must show them: `GET /v1/proofs/verify`, `POST /v1/proofs/export`, `PUT` and `GET
 * /v1/banner-texts`. All by secret key, the site by `Sillage-Site` or `?site=`.
 */
export function mountProofs(app: Hono, answer: Answering, services: Services): void {
  const { proofs, tokenKeys, clock, logger } = services;
  if (!proofs) return;
  const byKey = (route: string, handle: (request: ProofRequest) => Promise<Response>) =>
    answer(route, async (context) => {
      const id = context.req.header('Sillage-Site') ?? context.req.query('site');
      if (!id) throw toSiteMissing();
      const site = findKeyedSite(id, context, services);
      const response = await handle({ ...proofs, tokenKeys, clock, logger, context, site });
      for (const [name, value] of Object.entries(privately)) response.headers.set(name, value);
      return response;
    });
  app.get('/v1/proofs/verify', byKey('/v1/proofs/verify', answerVerification));
  app.post('/v1/proofs/export', byKey('/v1/proofs/export', answerExport));
  app.get('/v1/banner-texts', byKey('/v1/banner-texts', listBannerTexts));
  app.put('/v1/banner-texts', byKey('/v1/banner-texts', putBannerText));
}

/** `?head=<chain>:<number>:<hash>`, as often as there are heads that were noted elsewhere. */
async function answerVerification(request: ProofRequest): Promise<Response> {
  const { context, site } = request;
  const noted = readNotedHeads(context.req.queries('head') ?? []);
  return context.json(await verifyProofs({ site: site.id, noted }, request));
}
