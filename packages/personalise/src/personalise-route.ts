import {
  corsHeaders,
  type Decision,
  FaultsError,
  limits,
  type PersonaliseRequest,
  ProblemError,
  readAs,
  type Site,
  siteRulesId,
  toFault,
  uuidv7,
} from '@sillage/protocol';
import { personaliseRequestSchema } from '@sillage/protocol/personalise-schema';
import { verifyPreviewToken } from '@sillage/protocol/preview-token';
import { type PersonFacts, WarehouseError } from '@sillage/warehouse';
import type { Context, MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import { answerProblem, limitBody } from './answer.js';
import { decideSlots } from './decide/decide-slots.js';
import { fillProducts } from './decide/fill-products.js';
import { checkKey } from './find-keyed-site.js';
import { mapTopicsOfContext } from './interests/map-topics.js';
import { type ToldPerson, tellPerson } from './known-person.js';
import type { LiveSubject } from './live/live-visitors.js';
import type { PersonaliseOptions } from './personalise-options.js';
import { nobody } from './profile.js';
import { readJson } from './read-json.js';
import { customerVisitors, findKnownVisitor, heldToken, toLiveSubject } from './visitor.js';

/**
 * `POST /v1/personalise`: what to show to this visitor now. By a browser of the site (cookie or `Sillage-Visitor`), or by
 * the storefront's server with a secret key, for the visitor whose token it passes on or for a customer. Without consent,
 * for an unknown visitor and while ClickHouse is away it has the same shape with the site's defaults. One handler, which
 * also answers what fails: middleware that touches a finished answer costs more than deciding (decisions/0034).
 */
export async function answerPersonalise(context: Context, options: PersonaliseOptions): Promise<Response> {
  const origin = context.req.header('Origin') ?? '';
  const headers = options.hasOrigin(origin) ? corsHeaders(origin) : privately;
  try {
    const request = await readLimited(context);
    const ask = context.req.header('Authorization') ? ofServer : ofBrowser;
    const body = await answerFor(ask(context, options, request), options);
    return new Response(body, { headers: { 'Content-Type': 'application/json', ...headers } });
  } catch (error) {
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    return answerProblem(error, context, options.logger);
  }
}

/** Another origin may get another answer. */
const privately = { 'Cache-Control': 'private, no-store', Vary: 'Origin' };

interface Subject {
  site: Site;
  request: PersonaliseRequest;
  /** Absent for nobody in particular. */
  person: LiveSubject | undefined;
}

function ofServer(context: Context, options: PersonaliseOptions, request: PersonaliseRequest): Subject {
  const site = checkKey(request.site, context, options);
  const { visitorToken, customerId } = request;
  const hasGpc = request.context?.gpc ?? false;
  if (visitorToken !== undefined && customerId !== undefined) {
    throw new FaultsError([toFault('#', 'one_person')]);
  }
  if (customerId === undefined) return { site, request, person: toPerson(visitorToken, { site, hasGpc, options }) };
  const known = options.findCustomer(site, customerId);
  // on which device they granted it, and with which signals, is not told by their id
  if (known.isDenied || hasGpc) return { site, request, person: undefined };
  const { mergedIds, withdrawnAt } = known;
  const [visitor = '', ...others] = customerVisitors(known, site, options);
  return {
    site,
    request,
    person: { site: site.id, visitor, others, customerId: known.customerId, mergedIds, withdrawnAt },
  };
}

const forServers = 'without Origin it is no page: a server sends Authorization: Bearer <the secret key>';

function ofBrowser(context: Context, options: PersonaliseOptions, request: PersonaliseRequest): Subject {
  options.limitClient(context);
  const site = options.findSite(request.site);
  if (!site) throw new ProblemError('unknown_site');
  const origin = context.req.header('Origin');
  // a browser names its page's origin with every POST; who does not is no browser of the site
  if (origin === undefined) throw new ProblemError('origin_not_allowed', forServers);
  if (!site.origins.includes(origin)) throw new ProblemError('origin_not_allowed');
  if (request.visitorToken !== undefined || request.customerId !== undefined) {
    throw new ProblemError('invalid_key', 'visitorToken and customerId are for servers');
  }
  const hasGpc = request.context?.gpc || context.req.header('Sec-GPC') === '1';
  return { site, request, person: toPerson(heldToken(context, site), { site, hasGpc, options }) };
}

interface Asked {
  site: Site;
  /** Global Privacy Control. */
  hasGpc: boolean;
  options: PersonaliseOptions;
}

function toPerson(token: string | undefined, { site, hasGpc, options }: Asked): LiveSubject | undefined {
  const known = findKnownVisitor(token, site, options);
  if (!known?.purposes.includes('personalisation')) return undefined;
  // a signal that came after the grant is an objection (decisions/0161)
  if (hasGpc && !known.isUnderGpc) return undefined;
  return toLiveSubject(known, site, options);
}

const nobodyJson = JSON.stringify({ ...nobody, segments: [] });

async function answerFor({ site, request, person }: Subject, options: PersonaliseOptions): Promise<string> {
  const told = person === undefined ? undefined : await findTold(person, site, options);
  const decisions = Object.fromEntries(decidePage({ site, request, told }, options));
  return `${(told?.json ?? nobodyJson).slice(0, -1)},"decisions":${JSON.stringify(decisions)}}`;
}

async function findTold(
  subject: LiveSubject,
  site: Site,
  options: PersonaliseOptions,
): Promise<ToldPerson | undefined> {
  try {
    const visit = await options.live.find(subject);
    const now = options.clock();
    const definitions = options.definitions.of(site.id);
    const findSold = (id: string) => options.catalogueOf(site.id).findSold(id);
    const telling = { subject, site, settings: options.interestSettings(site), definitions, findSold, now };
    const tell = (facts: PersonFacts) => tellPerson(facts, { ...telling, liveSession: visit.sessionAt(now) });
    return visit.tell(tell, { now, of: definitions });
  } catch (error) {
    if (!(error instanceof WarehouseError)) throw error;
    options.logger.warn({ err: error }, 'the past of a visitor could not be read; the default is shown');
    return undefined;
  }
}

interface Page {
  site: Site;
  request: PersonaliseRequest;
  /** Absent: the default, by nothing of the visitor. */
  told: ToldPerson | undefined;
}

function* decidePage({ site, request, told }: Page, options: PersonaliseOptions): Generator<[string, Decision]> {
  const { slots = [], context = {}, preview } = request;
  if (slots.length === 0) return;
  const now = options.clock();
  const catalogue = options.catalogueOf(site.id);
  const definitions = options.definitions.of(site.id);
  const { contactPressure: pressure } = site;
  const previewOf = preview === undefined ? undefined : verifyPreviewToken(preview, site.id, options.tokenKeys, now);
  const decided = decideSlots({
    slots,
    definitions,
    currency: site.currency,
    context: context.topics ? mapTopicsOfContext(context, options.interestSettings(site).topics) : context,
    now,
    stock: catalogue,
    createId: () => uuidv7(now),
    ...(told && { person: told.person }),
    ...(pressure && { pressure }),
    ...(previewOf !== undefined && { previewOf }),
  });
  const recommender = options.recommenderOf(site.id);
  const rules = definitions.rules.get(siteRulesId);
  const filling = { recommender, catalogue, person: told?.person, topics: told?.topics ?? [], context, now, rules };
  for (const [slot, { decision, products }] of decided) {
    yield [slot, products ? { ...decision, products: fillProducts(products, filling) } : decision];
  }
}

const limitRequest = limitBody(limits.eventBytes);

async function readLimited(context: Context): Promise<PersonaliseRequest> {
  let body: unknown;
  await limitRequest(context, async () => {
    body = await readJson(context);
  });
  return readAs(personaliseRequestSchema, body);
}

/**
 * Answers the question whether a page may ask: pages of some site may; of which, the body says, and is checked against
 * `Origin`.
 */
export function allowSites(options: PersonaliseOptions): MiddlewareHandler {
  return cors({
    origin: (origin) => (options.hasOrigin(origin) ? origin : null),
    credentials: true,
    allowMethods: ['POST'],
    allowHeaders: ['Content-Type', 'Sillage-Visitor'],
    maxAge: 86_400,
  });
}
