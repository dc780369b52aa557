import { corsHeaders, tellProblem } from '@sillage/protocol';
import { toProblemError } from '@sillage/warehouse';
import type { Context } from 'hono';
import type { Services } from '../services.js';

/** Every answer is of one visitor or one shop. */
export const privately = { 'Cache-Control': 'private, no-store' };

/** Seconds to wait where the problem itself doesn't say. */
const defaultRetryAfter = 5;

/** The one place where a request that failed gets its answer (RFC 9457), readable for pages of our sites. */
export function answerProblem(error: unknown, context: Context, services: Services): Response {
  const problem = toProblemError(error);
  if (problem.code === 'internal_error') services.logger.error({ err: error }, 'a request failed');
  services.metrics.countProblem(problem.code);
  const body = tellProblem(problem);
  const isRetried = body.status === 429 || body.status === 503;
  const origin = context.req.header('Origin');
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...privately,
      ...(isRetried && { 'Retry-After': String(problem.retryAfterSeconds ?? defaultRetryAfter) }),
      ...(origin !== undefined && services.hasOrigin(origin) && corsHeaders(origin)),
    },
  });
}
