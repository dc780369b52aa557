import {
  type Defined,
  type Offer,
  type ProductRules,
  readOrTell,
  type Segment,
  type Slot,
  type Survey,
  type TopicMap,
} from '@sillage/protocol';
import type { StoredDefinition } from '@sillage/warehouse';
import { toSurveyOffer } from '../decide/survey-offer.js';
import { collections, type DefinitionRules } from './definition-rules.js';
import { rankOffers, type SiteDefinitions } from './site-definitions.js';

/**
 * By site. What this version can't read, such as a definition that a newer one wrote, is left out and handed to
 * `onUnreadable`.
 */
export function readSiteDefinitions(
  stored: readonly StoredDefinition[],
  onUnreadable: (definition: StoredDefinition) => void,
): Map<string, SiteDefinitions> {
  const sites = new Map<string, Maps>();
  for (const definition of stored) {
    const body = readBody(definition);
    if (body === 'unreadable') onUnreadable(definition);
    else mapsOf(sites, definition.site)[definition.kind].set(definition.id, body as never);
  }
  return new Map([...sites].map(([site, maps]) => [site, toSite(maps)]));
}

interface Maps {
  slot: Map<string, Defined<Slot>>;
  offer: Map<string, Defined<Offer>>;
  segment: Map<string, Defined<Segment>>;
  rules: Map<string, Defined<ProductRules>>;
  topics: Map<string, Defined<TopicMap>>;
  survey: Map<string, Defined<Survey>>;
}

function mapsOf(sites: Map<string, Maps>, site: string): Maps {
  const maps = sites.get(site) ?? {
    slot: new Map(),
    offer: new Map(),
    segment: new Map(),
    rules: new Map(),
    topics: new Map(),
    survey: new Map(),
  };
  sites.set(site, maps);
  return maps;
}

function toSite({ slot, offer, segment, rules, topics, survey }: Maps): SiteDefinitions {
  const ranked = rankOffers([...offer.values(), ...[...survey.values()].map(toSurveyOffer)]);
  const named = new Set(ranked.flatMap(({ slots }) => slots));
  const offersIn = new Map([...named].map((id) => [id, ranked.filter(({ slots }) => slots.includes(id))]));
  return { slots: slot, offers: offer, segments: segment, rules, topics, surveys: survey, offersIn };
}

/** Read again by its schema: it may have been written by another version. */
function readBody({ kind, body, version, changedAt }: StoredDefinition): object | 'unreadable' {
  const rules = Object.values<DefinitionRules>(collections).find((one) => one.kind === kind);
  const read = rules && readOrTell(rules.schema, parse(body));
  return read && 'data' in read ? { ...read.data, version, changedAt } : 'unreadable';
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // refused by every schema
  }
}
