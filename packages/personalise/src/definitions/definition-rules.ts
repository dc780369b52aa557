import {
  type DefinitionKind,
  type DefinitionUser,
  type Offer,
  readyMadeSegments,
  type Schema,
  type Slot,
  type Survey,
} from '@sillage/protocol';
import { findOfferIssues, type OfferReferences, offerSchema } from '@sillage/protocol/offer-schema';
import { productRulesSchema } from '@sillage/protocol/product-rules-schema';
import { segmentSchema } from '@sillage/protocol/segment-definition-schema';
import { type DefinitionIssue, findContentIssues, slotSchema } from '@sillage/protocol/slot-schema';
import { findSurveyIssues, surveySchema } from '@sillage/protocol/survey-schema';
import { topicMapSchema } from '@sillage/protocol/topic-map-schema';
import { type Choosable, toSurveyOffer } from '../decide/survey-offer.js';
import type { SiteDefinitions } from './site-definitions.js';

/** How definitions of one kind are checked. */
export interface DefinitionRules {
  kind: DefinitionKind;
  schema: Schema<{ id: string }>;
  /** Where a body that meets the schema does not go with the site's other definitions. */
  findIssues(body: unknown, site: SiteDefinitions): Iterable<DefinitionIssue>;
  /** Offers and surveys that would not hold any more with this body, or without it. */
  findBroken(id: string, body: unknown, site: SiteDefinitions): DefinitionUser[];
}

const nothing = () => [];

/** Words of paths beside ids: a definition of such an id could not be read. */
export const reservedIds: Partial<Record<string, readonly string[]>> = {
  offers: ['now'],
  segments: ['count', 'overlap', 'sizes', 'values'],
};

/** By the name of the collection in paths: a kind with a schema of its own is one line more. */
export const collections = {
  slots: { kind: 'slot', schema: slotSchema, findIssues: nothing, findBroken: findOffersOfSlot },
  offers: { kind: 'offer', schema: offerSchema, findIssues: findIssuesOfOffer, findBroken: nothing },
  segments: { kind: 'segment', schema: segmentSchema, findIssues: nothing, findBroken: findOffersOfSegment },
  surveys: { kind: 'survey', schema: surveySchema, findIssues: findIssuesOfSurvey, findBroken: nothing },
  rules: { kind: 'rules', schema: productRulesSchema, findIssues: nothing, findBroken: nothing },
  topics: { kind: 'topics', schema: topicMapSchema, findIssues: nothing, findBroken: nothing },
} as const satisfies Record<string, DefinitionRules>;
export type Collection = keyof typeof collections;

/** They are there whatever the currency of the site. */
const readyMadeIds = new Set(readyMadeSegments('EUR').map(({ id }) => id));

function findIssuesOfOffer(body: unknown, site: SiteDefinitions): Iterable<DefinitionIssue> {
  return findOfferIssues(body as Offer, toReferences(site));
}

function findIssuesOfSurvey(body: unknown, site: SiteDefinitions): Iterable<DefinitionIssue> {
  return findSurveyIssues(body as Survey, toReferences(site));
}

function toReferences({ slots, segments }: SiteDefinitions): OfferReferences {
  return { slots, hasSegment: (id) => segments.has(id) || readyMadeIds.has(id) };
}

/** A draft may be broken: it is checked again before it goes live. */
function findOffersOfSlot(id: string, body: unknown, { offersIn }: SiteDefinitions): DefinitionUser[] {
  const fields = (body as Slot | undefined)?.fields;
  const isBroken = ({ content, survey }: Choosable) => {
    if (survey) return body === undefined;
    const localised = content[id];
    return !fields || !localised || !findContentIssues(fields, localised, []).next().done;
  };
  return (offersIn.get(id) ?? []).filter((offer) => offer.status !== 'draft' && isBroken(offer)).map(toUser);
}

function findOffersOfSegment(id: string, body: unknown, { offers, surveys }: SiteDefinitions): DefinitionUser[] {
  if (body !== undefined) return [];
  return [...offers.values(), ...[...surveys.values()].map(toSurveyOffer)]
    .filter((offer) => offer.status !== 'draft' && offer.segment === id)
    .map(toUser);
}

function toUser({ id, survey }: Choosable): DefinitionUser {
  return survey ? { kind: 'survey', id: survey.id } : { kind: 'offer', id };
}
