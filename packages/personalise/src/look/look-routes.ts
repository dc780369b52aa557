import { type LookRequest, limits, ProblemError, type Site, type VisitorLook } from '@sillage/protocol';
import { lookRequestSchema } from '@sillage/protocol/look-schema';
import { verifyVisitorReference } from '@sillage/protocol/visitor-reference';
import { verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching, limitBody } from '../answer.js';
import { checkKey } from '../find-keyed-site.js';
import { readRequest } from '../read-json.js';
import { checkCursor } from '../visitor.js';
import { findCustomerSubject, findVisitorSubject, type LookOptions, type LookSubject } from './look-subject.js';
import { tellLook } from './tell-look.js';

/**
 * `POST /v1/visitors/look`, by secret key: all that somebody of the shop may see of a visitor who gave them a reference, or of a customer.
 * Whose it is stands in the body, for URLs are logged. Every answer is `private, no-store`; every problem is RFC 9457.
 */
export function createLookRoutes(options: LookOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.use('/v1/visitors/look', forbidCaching, limitBody(limits.eventBytes));
  app.post('/v1/visitors/look', (context) => answerLook(context, options));
  return app;
}

/** Throws `rate_limited`, for a reference may be guessed, `invalid_request`, `invalid_key`, and `no_visitor` where reference or token don't hold, or the visitor was erased. */
async function answerLook(context: Context, options: LookOptions): Promise<Response> {
  options.limitClient(context);
  const request = await readRequest(context, lookRequestSchema);
  const site = checkKey(request.site, context, options);
  checkCursor(request.cursor);
  await options.whenLoaded();
  const subject = await findSubject(request, site, options);
  return context.json((await tellLook(subject, { request, site, options })) satisfies VisitorLook);
}

function findSubject(request: LookRequest, site: Site, options: LookOptions): Promise<LookSubject> {
  const { customerId, reference, visitorToken = '' } = request;
  if (customerId !== undefined) return findCustomerSubject(customerId, site, options);
  const [keys, now] = [options.tokenKeys, options.clock()];
  const named =
    reference === undefined
      ? verifyVisitorToken(visitorToken, site.id, keys, now)
      : verifyVisitorReference(reference, site.id, keys, now);
  if (!named) throw new ProblemError('no_visitor');
  return findVisitorSubject(named.visitor, site, options);
}
