import { corsHeaders, ProblemError } from '@sillage/protocol';
import { type Context, Hono } from 'hono';
import { receiveConsent } from './consent/receive-consent.js';
import { receiveErasure } from './erase/receive-erasure.js';
import { receiveSubjectErasure } from './erase/receive-subject-erasure.js';
import { receiveExemptView } from './exempt/receive-exempt-view.js';
import type { SiteCounts } from './metrics.js';
import type { IngestOptions } from './options.js';
import { receivePause } from './pause/receive-pause.js';
import { mergePersons, unmergePersons } from './persons/change-person.js';
import { mountProofs } from './proofs/proof-routes.js';
import { receiveBatch } from './receive-batch.js';
import { networkOf } from './request/address.js';
import { answerProblem, privately } from './request/answer-problem.js';
import { type ClientAddress, findClientAddress } from './request/client-address.js';
import { preflightHeaders } from './request/cors.js';
import { type Answering, observe } from './request/observe.js';
import { createServices, type Services } from './services.js';
import type { VerifyToken } from './visitor/token-verifier.js';

export interface Ingest {
  app: Hono;
  /** Takes one request of the share of the client's address; throws `rate_limited`. For parts that read what is stored. */
  limitClient(context: Context): void;
  /** A visitor's token, each verified once for all who ask. */
  verifyToken: VerifyToken;
  /** What was taken of a site since the start. */
  countsOf(site: string): SiteCounts;
  /** What the client has as one subscriber: an IPv4 address or the first 64 bits of an IPv6 one; empty where it is not known. */
  networkOf(context: Context): string;
}

/**
 * `POST /v1/events`, `/v1/consent` and `/v1/exempt`, `DELETE /v1/me`, `POST /v1/me/pause`, `/v1/subjects/erase`,
 * `/v1/persons/merge` and `/v1/persons/unmerge`, and where there are proofs to tell those of `mountProofs`. Every answer is `private, no-store`; every problem is
 * RFC 9457 and readable for pages of the sites.
 */
export function createIngest(options: IngestOptions): Ingest {
  const services = createServices(options);
  const app = new Hono();
  for (const route of ['/v1/events', '/v1/consent', '/v1/exempt', '/v1/me', '/v1/me/pause']) {
    app.options(route, (context) => answerPreflight(context, services));
  }
  const answer: Answering = (route, handle) => observe(route, services, handle);
  app.post(
    '/v1/events',
    answer('/v1/events', async (context) => {
      const { reply, setsCookie } = await receiveBatch(context, clientOf(context, services), services);
      const headers = { 'Content-Type': 'application/json', ...answerHeaders(context, services) };
      if (setsCookie) return context.body(JSON.stringify(reply), 202, headers);
      // plain headers, for Hono's own builder makes a Headers object of more than one, and that costs more than zod
      return new Response(JSON.stringify(reply), { status: 202, headers });
    }),
  );
  app.post(
    '/v1/consent',
    answer('/v1/consent', async (context) => {
      const reply = await receiveConsent(context, clientOf(context, services), services);
      return context.json(reply, 200, answerHeaders(context, services));
    }),
  );
  for (const [route, change] of [
    ['/v1/persons/merge', mergePersons],
    ['/v1/persons/unmerge', unmergePersons],
  ] as const) {
    app.post(
      route,
      answer(route, async (context) => {
        const reply = await change(context, clientOf(context, services), services);
        return context.json(reply, 200, privately);
      }),
    );
  }
  app.post(
    '/v1/exempt',
    answer('/v1/exempt', async (context) => {
      await receiveExemptView(context, clientOf(context, services), services);
      return context.body(null, 204, answerHeaders(context, services));
    }),
  );
  mountRights(app, answer, services);
  mountProofs(app, answer, services);
  const limitClient = (context: Context) =>
    services.limits.limitAddress(clientOf(context, services).address, services.clock());
  return {
    app,
    limitClient,
    verifyToken: services.verifyToken,
    countsOf: services.metrics.countsOf,
    networkOf: (context) => networkOf(clientOf(context, services).address),
  };
}

/** What a visitor, or the shop for a customer, may ask to be done with what is held. */
function mountRights(app: Hono, answer: Answering, services: Services): void {
  app.delete(
    '/v1/me',
    answer('/v1/me', async (context) => {
      const status = await receiveErasure(context, clientOf(context, services), services);
      return context.body(null, status, answerHeaders(context, services));
    }),
  );
  app.post(
    '/v1/me/pause',
    answer('/v1/me/pause', async (context) => {
      const reply = await receivePause(context, clientOf(context, services), services);
      return context.json(reply, 200, answerHeaders(context, services));
    }),
  );
  app.post(
    '/v1/subjects/erase',
    answer('/v1/subjects/erase', async (context) => {
      const reply = await receiveSubjectErasure(context, clientOf(context, services), services);
      return context.json(reply, 202, privately);
    }),
  );
}

function answerHeaders(context: Context, services: Services): Record<string, string> {
  const origin = context.req.header('Origin');
  return origin !== undefined && services.hasOrigin(origin) ? corsHeaders(origin) : privately;
}

function answerPreflight(context: Context, services: Services): Response {
  const origin = context.req.header('Origin');
  if (origin === undefined || !services.hasOrigin(origin)) {
    return answerProblem(new ProblemError('origin_not_allowed'), context, services);
  }
  return context.body(null, 204, preflightHeaders(origin));
}

/** The peer is known behind @hono/node-server, and not where a test calls the app itself without saying who it is. */
function clientOf(context: Context, services: Services): ClientAddress {
  const env = context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  const peer = env?.incoming?.socket?.remoteAddress;
  return findClientAddress(peer, context.req.header('X-Forwarded-For'), services.isTrustedProxy);
}
