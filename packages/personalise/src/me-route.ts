import { type MeReply, ProblemError, type Site } from '@sillage/protocol';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { PersonaliseOptions } from './personalise-options.js';
import { checkCursor, emptyHistory, findKnownVisitor, heldToken } from './visitor.js';

/** Sessions that one answer holds; more by `Sillage-Cursor`. */
const sessionsOfMe = 100;

/**
 * `GET /v1/me?site=…`: all that the shop holds of the visitor who asks (GDPR article 15), whatever was granted since.
 * Further pages by the header `Sillage-Cursor`, for a cursor is made of the visitor's data and URLs are logged.
 */
export async function answerMe(context: Context, options: PersonaliseOptions): Promise<Response> {
  options.limitClient(context);
  const site = siteOf(context, options);
  const cursor = context.req.header('Sillage-Cursor');
  checkCursor(cursor);
  const known = findKnownVisitor(heldToken(context, site), site, options);
  if (!known) return context.json({ history: emptyHistory, consents: [], customerIds: [] } satisfies MeReply);
  const visitor = { site: site.id, visitor: known.visitor };
  const [history, consents, customerIds] = await Promise.all([
    options.warehouse.history({ ...visitor, limit: sessionsOfMe, ...(cursor === undefined ? {} : { cursor }) }),
    options.warehouse.consentsOf(visitor),
    options.warehouse.customerIdsOf(visitor),
  ]);
  return context.json({ history, consents, customerIds } satisfies MeReply);
}

/** Only the site's own pages may read the answer. Other methods of the path are not this app's to share. */
export function allowOrigin(options: PersonaliseOptions): MiddlewareHandler {
  const share = cors({
    origin: (origin) => origin,
    credentials: true,
    allowMethods: ['GET'],
    allowHeaders: ['Sillage-Visitor', 'Sillage-Cursor'],
    maxAge: 86_400,
  });
  return async (context, next) => {
    const origin = context.req.header('Origin');
    const method = context.req.header('Access-Control-Request-Method') ?? context.req.method;
    if (origin === undefined || method !== 'GET') return next();
    if (!siteOf(context, options).origins.includes(origin)) throw new ProblemError('origin_not_allowed');
    return share(context, next);
  };
}

function siteOf(context: Context, options: PersonaliseOptions): Site {
  const site = options.findSite(context.req.query('site') ?? '');
  if (!site) throw new ProblemError('unknown_site');
  return site;
}
