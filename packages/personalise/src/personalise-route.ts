import { type PersonaliseReply, type PersonaliseRequest, ProblemError, type Site } from '@sillage/protocol';
import { personaliseRequestSchema } from '@sillage/protocol/personalise-schema';
import { type PersonFacts, WarehouseError } from '@sillage/warehouse';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { LiveSubject } from './live/live-visitors.js';
import type { PersonaliseOptions } from './personalise-options.js';
import { nobody, toProfile } from './profile.js';
import { readJson } from './read-json.js';
import { findKnownVisitor, heldToken } from './visitor.js';

/**
 * `POST /v1/personalise`: what to show to this visitor now. By a browser of the site (cookie or `Sillage-Visitor`), or by
 * the storefront's server with a secret key, for the visitor whose token it passes on or for a customer. Without consent,
 * for an unknown visitor and while ClickHouse is away it has the same shape with the site's defaults.
 */
export async function answerPersonalise(context: Context, options: PersonaliseOptions): Promise<Response> {
  const request = await readRequest(context);
  const site = options.findSite(request.site);
  const subject = context.req.header('Authorization')
    ? ofServer(context, options, { request, site })
    : ofBrowser(context, options, { request, site });
  return context.body(await decideFor(subject, options), 200, { 'Content-Type': 'application/json' });
}

interface Asked {
  request: PersonaliseRequest;
  site: Site | undefined;
}

interface Subject {
  site: Site;
  request: PersonaliseRequest;
  /** Absent for nobody in particular. */
  person: LiveSubject | undefined;
}

function ofServer(context: Context, options: PersonaliseOptions, { request, site }: Asked): Subject {
  // An unknown site and a wrong key get one answer, so that site ids can't be tried out.
  if (!site || !options.isAuthentic(site, context.req.header('Authorization'))) throw new ProblemError('invalid_key');
  const { visitorToken, customerId } = request;
  if (visitorToken !== undefined && customerId !== undefined) {
    throw new ProblemError('invalid_request', 'give one of visitorToken and customerId');
  }
  if (customerId === undefined) return { site, request, person: toPerson(visitorToken, site, options) };
  const visitor = options.customerVisitor(site.id, customerId);
  return { site, request, person: { site: site.id, visitor, others: [], customerId, withdrawnAt: undefined } };
}

function ofBrowser(context: Context, options: PersonaliseOptions, { request, site }: Asked): Subject {
  options.limitClient(context);
  if (!site) throw new ProblemError('unknown_site');
  // a browser names its page's origin with every POST; who does not is no browser of the site
  if (!site.origins.includes(context.req.header('Origin') ?? '')) throw new ProblemError('origin_not_allowed');
  if (request.visitorToken !== undefined || request.customerId !== undefined) {
    throw new ProblemError('invalid_key', 'visitorToken and customerId are for servers');
  }
  return { site, request, person: toPerson(heldToken(context, site), site, options) };
}

function toPerson(token: string | undefined, site: Site, options: PersonaliseOptions): LiveSubject | undefined {
  const known = findKnownVisitor(token, site, options);
  if (!known?.purposes.includes('personalisation')) return undefined;
  const { visitor, customerId, withdrawnAt } = known;
  const others = customerId === undefined ? [] : [options.customerVisitor(site.id, customerId)];
  return { site: site.id, visitor, others, customerId, withdrawnAt };
}

/** What is known of a person now, and its profile as JSON: writing that costs more than all else of an answer. */
interface Known {
  person: PersonFacts;
  profileJson: string;
}

const unknown: Known = { person: { facts: [], refunds: [] }, profileJson: JSON.stringify(nobody) };

async function decideFor({ site, person }: Subject, options: PersonaliseOptions): Promise<string> {
  const known = person === undefined ? unknown : await findKnown(person, site, options);
  const rest: Pick<PersonaliseReply, 'segments' | 'decisions'> = { segments: [], decisions: {} };
  return `${known.profileJson.slice(0, -1)},${JSON.stringify(rest).slice(1)}`;
}

async function findKnown(subject: LiveSubject, site: Site, options: PersonaliseOptions): Promise<Known> {
  try {
    const visit = await options.live.find(subject);
    const now = options.clock();
    const settings = options.interestSettings(site);
    const tell = (person: PersonFacts): Known => {
      const profile = toProfile(person, settings, { liveSession: visit.sessionId, now });
      return { person, profileJson: JSON.stringify(profile) };
    };
    return visit.tell(tell, now);
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    options.logger.warn({ err: error }, 'the past of a visitor could not be read; the default is shown');
    return unknown;
  }
}

async function readRequest(context: Context): Promise<PersonaliseRequest> {
  const parsed = personaliseRequestSchema.safeParse(await readJson(context));
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid_request', parsed.error.issues[0]?.path.join('.') || 'not an object');
}

/** Only pages of some site may read the answer; of which, the body says, and is checked against `Origin`. */
export function allowSites(options: PersonaliseOptions): MiddlewareHandler {
  return cors({
    origin: (origin) => (options.hasOrigin(origin) ? origin : null),
    credentials: true,
    allowMethods: ['POST'],
    allowHeaders: ['Content-Type', 'Sillage-Visitor'],
    maxAge: 86_400,
  });
}
