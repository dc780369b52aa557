import {
  type OfferFigures,
  type OfferNow,
  type OfferState,
  type OffersNow,
  ProblemError,
  type SegmentTree,
  type Site,
} from '@sillage/protocol';
import type { OfferContacts, Warehouse } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching } from '../answer.js';
import type { Stock } from '../decide/find-moment.js';
import type { Choosable } from '../decide/survey-offer.js';
import type { DefinitionsCopy } from '../definitions/definitions-copy.js';
import { allSegments, type SiteDefinitions } from '../definitions/site-definitions.js';
import { findKeyedSite } from '../find-keyed-site.js';
import { suppressing } from '../known-person.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { toQuestion } from '../segments/to-question.js';

export interface OffersNowOptions
  extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'interestSettings' | 'clock' | 'logger'> {
  warehouse: Pick<Warehouse, 'offerContacts' | 'segmentSize'>;
  definitions: Pick<DefinitionsCopy, 'of' | 'isLoaded'>;
  catalogueOf(site: string): Pick<Stock, 'isAvailable'>;
}

const dayMs = 86_400_000;

/** `GET /v1/offers/now`, by secret key: by slot the offers and surveys with their state, whom they reached in a day, and who has had enough. */
export function createOffersNow(options: OffersNowOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.get('/v1/offers/now', forbidCaching, (context) => answerNow(context, options));
  return app;
}

async function answerNow(context: Context, options: OffersNowOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  if (!options.definitions.isLoaded()) throw new ProblemError('warehouse_unavailable', undefined, 5);
  const definitions = options.definitions.of(site.id);
  const at = options.clock();
  const since = at - dayMs;
  const { contactPressure } = site;
  const [contacts, size] = await Promise.all([
    options.warehouse.offerContacts({
      site: site.id,
      now: at,
      since,
      offers: [...new Set([...definitions.slots.keys()].flatMap((slot) => definitions.offersIn.get(slot) ?? []))],
      ...(contactPressure && { pressure: contactPressure }),
    }),
    options.warehouse.segmentSize(toQuestion(site, treeOfSuppressed(site, definitions), options)),
  ]);
  const answer: OffersNow = {
    at,
    since,
    persons: { of: size.of, suppressed: size.persons, pressed: contacts.pressed },
    ...(contactPressure && { contactPressure }),
    slots: toSlots({ site, definitions, contacts, at, options }),
  };
  return context.json(answer);
}

/** As `tellPerson` says it of one. */
function treeOfSuppressed(site: Site, definitions: SiteDefinitions): SegmentTree {
  const trees = allSegments(definitions, site.currency).flatMap(({ id, tree }) => (id === suppressing ? tree : []));
  return { type: 'any', of: [...trees, { type: 'number', fact: 'openComplaints', is: 'at_least', value: 1 }] };
}

interface SlotsInput {
  site: Site;
  definitions: SiteDefinitions;
  contacts: OfferContacts;
  at: number;
  options: OffersNowOptions;
}

function toSlots({ site, definitions, contacts, at, options }: SlotsInput): OffersNow['slots'] {
  const stock = options.catalogueOf(site.id);
  const { slots, offersIn } = definitions;
  return [...slots.values()].map(({ id, name }) => ({
    slot: id,
    name,
    offers: (offersIn.get(id) ?? []).map((offer) => toOfferNow(offer, { stock, at, figures: contacts.offers })),
  }));
}

const nothingYet: OfferFigures = {
  exposures: 0,
  withheld: 0,
  clicks: 0,
  dismissals: 0,
  persons: 0,
  capped: 0,
  cooling: 0,
};

interface NowInput {
  stock: Pick<Stock, 'isAvailable'>;
  at: number;
  figures: OfferContacts['offers'];
}

function toOfferNow(offer: Choosable, { stock, at, figures }: NowInput): OfferNow {
  const missing = (offer.requiredProducts ?? []).filter((productId) => !stock.isAvailable(productId));
  return {
    offerId: offer.id,
    ...(offer.survey && { surveyId: offer.survey.id }),
    name: offer.name,
    state: toState(offer, { missing, at }),
    ...(offer.segment !== undefined && { segment: offer.segment }),
    missing,
    figures: figures.get(offer.id) ?? nothingYet,
  };
}

/** What a decision asks of an offer whatever the person (`isOpen`), and which of it is not so. */
function toState(offer: Choosable, { missing, at }: { missing: readonly string[]; at: number }): OfferState {
  if (offer.status !== 'live') return offer.status;
  if ((offer.endsAt ?? Number.POSITIVE_INFINITY) <= at) return 'ended';
  if ((offer.startsAt ?? 0) > at) return 'scheduled';
  return missing.length > 0 ? 'out_of_stock' : 'running';
}
