import { ProblemError, readAs, tellProblem } from '@sillage/protocol';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { z } from 'zod';

/** Bytes of a body at most. */
export const mostBodyBytes = 65_536;

/** A body of more is refused with `body_too_large`. */
export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: mostBodyBytes,
  onError: () => {
    throw new ProblemError('body_too_large');
  },
});

export const forbidCaching: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Cache-Control', 'private, no-store');
};

/** What the schema reads out of the body. Throws `malformed_body`, `body_too_large` and `invalid_request` with each fault. */
export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await context.req.json().catch((error: unknown) => {
    throw error instanceof ProblemError ? error : new ProblemError('malformed_body');
  });
  return readAs(schema, body);
}

/** Every failure as RFC 9457. */
export function answerProblem(error: unknown, context: Context, logger: Logger): Response {
  const problem = error instanceof ProblemError ? error : new ProblemError('internal_error');
  if (problem.code === 'internal_error') logger.error({ err: error }, 'a request failed');
  const body = tellProblem(problem);
  context.header('Cache-Control', 'private, no-store');
  if (problem.retryAfterSeconds !== undefined) context.header('Retry-After', String(problem.retryAfterSeconds));
  return context.body(JSON.stringify(body), body.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  });
}
