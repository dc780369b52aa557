import { ProblemError, type Site, toProblem } from '@sillage/protocol';
import type { TokenKeys } from '@sillage/protocol/visitor-token';
import { type ConsentStore, WarehouseError } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ProofLedger } from '../event-store.js';
import { isSecretKey } from '../keys/secret-key.js';
import type { Logger } from '../logger.js';
import { type BuiltInText, listBannerTexts, putBannerText } from './banner-texts.js';
import { answerConsentReport } from './consent-report.js';
import { answerExport } from './export-route.js';
import { readNotedHeads, verifyProofs } from './verify-proofs.js';

export interface ProofRoutesOptions {
  findSite(id: string): Site | undefined;
  store: ConsentStore;
  ledger: ProofLedger;
  tokenKeys: TokenKeys;
  /** Milliseconds since 1970. */
  clock(): number;
  logger: Logger;
  /** Texts of banners that come with Sillage: an export tells them beside those that the shop kept. */
  builtInTexts(site: Site): readonly BuiltInText[];
}

/** What one request is answered with. */
export interface ProofRequest {
  context: Context;
  site: Site;
}

type Answer = (request: ProofRequest, options: ProofRoutesOptions) => Promise<Response>;

/**
 * Proofs of consent for who must show them: `GET /v1/proofs/verify`, `POST /v1/proofs/export`, `PUT` and `GET
 * /v1/banner-texts`, `GET /v1/reports/consent`. All by secret key, the site by `Sillage-Site` or `?site=`.
 * Every answer is `private, no-store`; every problem is RFC 9457.
 */
export function createProofRoutes(options: ProofRoutesOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  const answer = (handle: Answer) => async (context: Context) => {
    const response = await handle({ context, site: findKeyedSite(context, options) }, options);
    response.headers.set('Cache-Control', 'private, no-store');
    return response;
  };
  app.get('/v1/proofs/verify', answer(answerVerification));
  app.post('/v1/proofs/export', answer(answerExport));
  app.get('/v1/banner-texts', answer(listBannerTexts));
  app.put('/v1/banner-texts', answer(putBannerText));
  app.get('/v1/reports/consent', answer(answerConsentReport));
  return app;
}

/** `?head=<chain>:<number>:<hash>`, as often as there are heads that were noted elsewhere. */
async function answerVerification({ context, site }: ProofRequest, options: ProofRoutesOptions): Promise<Response> {
  const noted = readNotedHeads(context.req.queries('head') ?? []);
  return context.json(await verifyProofs({ site: site.id, noted }, options));
}

/** An unknown site and a wrong key get one answer, so that site ids can't be tried out. */
function findKeyedSite(context: Context, { findSite }: ProofRoutesOptions): Site {
  const site = findSite(context.req.header('Sillage-Site') ?? context.req.query('site') ?? '');
  if (!site || !isSecretKey(site, context.req.header('Authorization'))) throw new ProblemError('invalid_key');
  return site;
}

function answerProblem(error: unknown, context: Context, logger: Logger): Response {
  const problem = toProblemError(error);
  if (problem.code === 'internal_error') logger.error({ err: error }, 'a request failed');
  const body = toProblem(problem.code, problem.detail);
  if (problem.retryAfterSeconds !== undefined) context.header('Retry-After', String(problem.retryAfterSeconds));
  return context.body(JSON.stringify(body), body.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'private, no-store',
  });
}

function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof WarehouseError) return new ProblemError('warehouse_unavailable', undefined, 5);
  return new ProblemError('internal_error');
}
