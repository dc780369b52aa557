import { type MeReply, ProblemError, type Site } from '@sillage/protocol';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { tellKept } from './me/tell-kept.js';
import { noProfile, tellProfile } from './me/tell-profile.js';
import { createTeller, toLanguage } from './me/teller.js';
import type { PersonaliseOptions } from './personalise-options.js';
import { checkCursor, emptyHistory, findKnownVisitor, heldToken, toLiveSubject } from './visitor.js';

/** Sessions that one answer holds; more by `Sillage-Cursor`. */
const sessionsOfMe = 100;

/**
 * `GET /v1/me?site=…&locale=…`: what the shop holds of the visitor who asks, and what follows from it, in words (GDPR article
 * 15), whatever was granted since and though it is paused; all of it as a file is `/v1/me/export`. Further pages of the history by the
 * header `Sillage-Cursor`, for a cursor is made of the visitor's data and URLs are logged.
 */
export async function answerMe(context: Context, options: PersonaliseOptions): Promise<Response> {
  options.limitClient(context);
  const site = siteOf(context, options);
  const cursor = context.req.header('Sillage-Cursor');
  checkCursor(cursor);
  const language = toLanguage(context.req.query('locale'));
  const known = findKnownVisitor(heldToken(context, site), site, options);
  if (!known) {
    const nothing = { history: emptyHistory, consents: [], customerIds: [], ...noProfile };
    return context.json({
      ...nothing,
      kept: tellKept(site, {}, createTeller({ site, language }, options)),
    } satisfies MeReply);
  }
  const visitor = { site: site.id, visitor: known.visitor };
  const isProfiled = known.granted.includes('personalisation');
  const [history, consents, customerIds] = await Promise.all([
    options.warehouse.history({ ...visitor, limit: sessionsOfMe, ...(cursor === undefined ? {} : { cursor }) }),
    options.warehouse.consentsOf(visitor),
    options.warehouse.customerIdsOf(visitor),
  ]);
  const teller = createTeller({ site, language, history }, options);
  const subject = toLiveSubject(known, site, options);
  const profile = isProfiled ? await tellProfile({ subject, site, teller }, options) : noProfile;
  const { pausedAt, tokenUntil, consentUntil, granted } = known;
  const times = { visitorUntil: tokenUntil, ...(granted.length > 0 && { consentUntil }) };
  const paused = pausedAt !== undefined && { pausedAt };
  const kept = tellKept(site, times, teller);
  return context.json({ history, consents, customerIds, ...paused, ...profile, kept } satisfies MeReply);
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

export function siteOf(context: Context, options: PersonaliseOptions): Site {
  const site = options.findSite(context.req.query('site') ?? '');
  if (!site) throw new ProblemError('unknown_site');
  return site;
}
