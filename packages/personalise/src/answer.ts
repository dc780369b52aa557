import { ProblemError, tellProblem } from '@sillage/protocol';
import { toProblemError } from '@sillage/warehouse';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';

/** A body of more is refused with `body_too_large`. */
export function limitBody(bytes: number): MiddlewareHandler {
  const refuse = () => {
    throw new ProblemError('body_too_large');
  };
  const count = bodyLimit({ maxSize: bytes, onError: refuse });
  return async (context, next) => {
    const length = context.req.header('Content-Length');
    // Node ends a body at its Content-Length, so that only one without needs to be counted, which takes a stream
    if (length === undefined) return count(context, next);
    return Number(length) > bytes ? refuse() : next();
  };
}

export const forbidCaching: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Cache-Control', 'private, no-store');
};

/** Every failure as RFC 9457. */
export function answerProblem(error: unknown, context: Context, logger: Logger): Response {
  const problem = toProblemError(error);
  if (problem.code === 'internal_error') logger.error({ err: error }, 'a request failed');
  const body = tellProblem(problem);
  context.header('Cache-Control', 'private, no-store');
  if (problem.retryAfterSeconds !== undefined) context.header('Retry-After', String(problem.retryAfterSeconds));
  return context.body(JSON.stringify(body), body.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  });
}
