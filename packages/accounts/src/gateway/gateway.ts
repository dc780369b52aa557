import { type Permission, ProblemError, toSiteMissing } from '@sillage/protocol';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { AccountsOptions } from '../accounts-options.js';
import { answerProblem } from '../http/answer.js';
import { apiKeyOf, checkPermission, findPrincipal } from '../http/find-principal.js';
import { covers, type Principal } from '../principal.js';
import type { LookSubject } from '../store/looks.js';
import { findSubject } from './find-subject.js';
import { type GatewayRoute, gatewayRoutes, type LookAt } from './gateway-routes.js';
import { type Passing, passOn } from './pass-on.js';
import { type ReadSubjectBody, readSubjectBody, type SubjectBody } from './read-subject-body.js';
import { readText } from './read-text.js';

export interface GatewayOptions extends AccountsOptions, Passing {
  /** What a report needs besides `reports:read`; undefined of one that tells of nobody, and where there is none of that name. */
  needsOfReport(name: string): Permission | undefined;
}

/**
 * `/dashboard/v1/*` by session, and `/v1/*` by API key: the permission and the site are checked, a look at somebody is
 * recorded, then the route itself is asked with a key of the node. Mounted before the routes: what their own keys ask goes by.
 */
export function createGateway(options: GatewayOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  for (const route of gatewayRoutes) {
    app.on(route.method, `/dashboard${route.path}`, async (context) => {
      const principal = await findPrincipal(context, options);
      return answer(context, { route, principal }, options);
    });
    app.on(route.method, route.path, answerToKey(route, options));
  }
  app.all('/dashboard/v1/*', async (context) => {
    await findPrincipal(context, options);
    throw new ProblemError('not_found');
  });
  return app;
}

function answerToKey(route: GatewayRoute, options: GatewayOptions): MiddlewareHandler {
  return async (context, next) => {
    const apiKey = apiKeyOf(context);
    if (apiKey === undefined) return next();
    const key = await options.accounts.keys.use(apiKey, options.clock());
    if (!key) throw new ProblemError('invalid_key');
    const principal = { name: `key:${key.id} ${key.name}`, permissions: key.scopes, sites: [key.site] };
    return answer(context, { route, principal }, options);
  };
}

interface Question {
  route: GatewayRoute;
  principal: Principal;
}

async function answer(context: Context, question: Question, options: GatewayOptions): Promise<Response> {
  const { route, principal } = question;
  checkPermission(principal, route.needs);
  const more = options.needsOfReport(reportOf(context, route));
  if (more) checkPermission(principal, more);
  const looksAt = more === 'visitors:read' ? 'all' : route.looksAt;
  const { told = {}, body } = await readTold(context, looksAt);
  const site = findSite(context, { ...question, told }, options);
  const { accounts, tokenKeys, clock } = options;
  if (looksAt) {
    const now = clock();
    const subject = toSubject(context, looksAt, findSubject(told, { site, tokenKeys, now }));
    await accounts.looks.record({ at: now, by: principal.name, site, route: route.path, subject });
  }
  return passOn(context, { site, body }, options);
}

/** A body that names nobody is not read: it may be a feed. */
async function readTold(context: Context, looksAt: LookAt | undefined): Promise<Partial<ReadSubjectBody>> {
  if (looksAt === undefined || typeof looksAt === 'string') return {};
  return readSubjectBody(await readText(context.req.raw), looksAt);
}

/** The one that is named, or the only one there is; one answer for a site that is not there and one that is not theirs, so that ids can't be tried out. */
function findSite(
  context: Context,
  { route, principal, told }: Question & { told: SubjectBody },
  { sites }: GatewayOptions,
): string {
  const named = context.req.header('Sillage-Site') ?? context.req.query('site');
  const theirs = sites.map(({ id }) => id).filter((id) => covers(principal.sites, [id]));
  const onlyOne = theirs.length === 1 ? theirs[0] : undefined;
  const wanted = (route.hasSiteInBody ? told.site : undefined) ?? named ?? onlyOne;
  if (wanted === undefined) throw toSiteMissing();
  if (!theirs.includes(wanted)) throw new ProblemError('unknown_site');
  return wanted;
}

/** As JSON or as CSV; empty of every other route. */
function reportOf(context: Context, { path }: GatewayRoute): string {
  return path === '/v1/reports/:name' ? (context.req.param('name') ?? '').replace(/\.csv$/, '') : '';
}

function toSubject(context: Context, looksAt: LookAt, ofBody: LookSubject): LookSubject {
  if (looksAt === 'segment') return { kind: 'segment', id: context.req.param('id') ?? '' };
  return looksAt === 'all' ? { kind: 'all', id: '' } : ofBody;
}
