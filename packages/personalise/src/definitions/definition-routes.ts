import { type Offer, ProblemError, type Site, siteRulesId } from '@sillage/protocol';
import { previewParameter, signPreviewToken } from '@sillage/protocol/preview-token';
import type { Warehouse } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching, limitBody } from '../answer.js';
import { findKeyedSite } from '../find-keyed-site.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { answerResults } from '../results/results-route.js';
import { changeOne, deleteOne } from './change-route.js';
import type { Collection } from './definition-rules.js';
import type { DefinitionsCopy } from './definitions-copy.js';
import { allSegments } from './site-definitions.js';

export interface DefinitionRoutesOptions
  extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'tokenKeys' | 'clock' | 'logger'> {
  warehouse: Pick<Warehouse, 'changeDefinition' | 'offerOutcomes'>;
  definitions: DefinitionsCopy;
}

/** Bytes of a definition's body at most. */
const definitionBytes = 65_536;
/** How long a preview's link shows its offer. */
const previewSeconds = 7 * 86_400;

/**
 * `/v1/slots`, `/v1/offers`, `/v1/segments` and `/v1/rules` by secret key; the site by `Sillage-Site` or `?site=`. Every answer is
 * `private, no-store`; every problem is RFC 9457.
 */
export function createDefinitionRoutes(options: DefinitionRoutesOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  for (const collection of ['slots', 'offers', 'segments'] as const) mountCollection(app, collection, options);
  mountRules(app, options);
  app.post('/v1/offers/:id/preview', (context) => answerPreview(context, options));
  app.get('/v1/offers/:id/results', (context) => {
    const { site, offer } = findOffer(context, options);
    return answerResults(context, { site, offer, warehouse: options.warehouse, now: options.clock() });
  });
  return app;
}

function mountCollection(app: Hono, collection: Collection, options: DefinitionRoutesOptions): void {
  const all = `/v1/${collection}` as const;
  const one = `${all}/:id` as const;
  const toTarget = (context: Context): Target => ({
    site: findKeyedSite(context, options),
    collection,
    id: context.req.param('id') ?? '',
  });
  app.use(all, forbidCaching);
  app.use(`${one}/*`, forbidCaching, limitBody(definitionBytes)); // of `one` too
  app.get(all, (context) => listAll(context, toTarget(context), options));
  app.get(one, (context) => tellOne(context, toTarget(context), options));
  app.put(one, (context) => changeOne(context, toTarget(context), options));
  app.delete(one, (context) => deleteOne(context, toTarget(context), options));
}

/** One set a site, so its path needs no id. */
function mountRules(app: Hono, options: DefinitionRoutesOptions): void {
  const toTarget = (context: Context): Target => ({
    site: findKeyedSite(context, options),
    collection: 'rules',
    id: siteRulesId,
  });
  app.use('/v1/rules', forbidCaching, limitBody(definitionBytes));
  app.get('/v1/rules', (context) => tellOne(context, toTarget(context), options));
  app.put('/v1/rules', (context) => changeOne(context, toTarget(context), options));
  app.delete('/v1/rules', (context) => deleteOne(context, toTarget(context), options));
}

/** What a path names, once its key was checked. */
export interface Target {
  site: Site;
  collection: Collection;
  id: string;
}

function listAll(context: Context, target: Target, options: DefinitionRoutesOptions): Response {
  const { site, collection } = target;
  const definitions = loadedOf(site, options);
  const own = [...definitions[collection].values()];
  if (collection !== 'segments') return context.json({ [collection]: own });
  const readyMade = allSegments(definitions, site.currency).slice(own.length);
  return context.json({ segments: own, readyMade });
}

function tellOne(context: Context, target: Target, options: DefinitionRoutesOptions): Response {
  const { site, collection, id } = target;
  const defined = loadedOf(site, options)[collection].get(id);
  if (!defined) throw new ProblemError('not_found');
  context.header('ETag', `"${defined.version}"`);
  return context.json(defined);
}

function answerPreview(context: Context, options: DefinitionRoutesOptions): Response {
  const { site, offer } = findOffer(context, options);
  const expiresAt = Math.floor(options.clock() / 1000) + previewSeconds;
  const value = signPreviewToken({ site: site.id, offerId: offer.id, expiresAt }, options.tokenKeys);
  return context.json({ parameter: previewParameter, value, expiresAt: expiresAt * 1000 });
}

function findOffer(context: Context, options: DefinitionRoutesOptions): { site: Site; offer: Offer } {
  const site = findKeyedSite(context, options);
  const offer = loadedOf(site, options).offers.get(context.req.param('id') ?? '');
  if (!offer) throw new ProblemError('not_found');
  return { site, offer };
}

/** "There is none" is only said when it is known. */
function loadedOf(site: Site, { definitions }: DefinitionRoutesOptions) {
  if (!definitions.isLoaded()) throw new ProblemError('warehouse_unavailable', undefined, 5);
  return definitions.of(site.id);
}
