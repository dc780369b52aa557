import { limits, ProblemError, toProblem } from '@sillage/protocol';
import { WarehouseError } from '@sillage/warehouse';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { answerHistory } from './history-route.js';
import { allowOrigin, answerMe } from './me-route.js';
import type { PersonaliseOptions } from './personalise-options.js';
import { allowSites, answerPersonalise } from './personalise-route.js';

/** `POST /v1/personalise`, `POST /v1/history` and `GET /v1/me`. Every answer is `private, no-store`; every problem is RFC 9457. */
export function createPersonalise(options: PersonaliseOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.use('/v1/history', forbidCaching, limitBody);
  app.post('/v1/history', (context) => answerHistory(context, options));
  app.use('/v1/personalise', forbidCaching, allowSites(options), limitBody);
  app.post('/v1/personalise', (context) => answerPersonalise(context, options));
  app.use('/v1/me', forbidCaching, allowOrigin(options));
  app.get('/v1/me', (context) => answerMe(context, options));
  return app;
}

const limitBody = bodyLimit({
  maxSize: limits.eventBytes,
  onError: () => {
    throw new ProblemError('body_too_large');
  },
});

const forbidCaching: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Cache-Control', 'private, no-store');
};

function answerProblem(error: unknown, context: Context, logger: Logger): Response {
  const problem = toProblemError(error);
  if (problem.code === 'internal_error') logger.error({ err: error }, 'a request failed');
  const body = toProblem(problem.code, problem.detail);
  context.header('Cache-Control', 'private, no-store');
  if (problem.retryAfterSeconds !== undefined) context.header('Retry-After', String(problem.retryAfterSeconds));
  return context.body(JSON.stringify(body), body.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  });
}

function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof WarehouseError) return new ProblemError('warehouse_unavailable', undefined, 5);
  return new ProblemError('internal_error');
}
