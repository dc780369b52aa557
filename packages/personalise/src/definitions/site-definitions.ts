import {
  type Defined,
  type Language,
  type Offer,
  type ProductRules,
  readyMadeSegments,
  type Segment,
  type Slot,
  type Survey,
  type TopicMap,
} from '@sillage/protocol';
import type { Choosable } from '../decide/survey-offer.js';

/** All that the people of one site have defined. */
export interface SiteDefinitions {
  slots: ReadonlyMap<string, Defined<Slot>>;
  offers: ReadonlyMap<string, Defined<Offer>>;
  segments: ReadonlyMap<string, Defined<Segment>>;
  /** Of proposals: one set, `siteRulesId`, or none. */
  rules: ReadonlyMap<string, Defined<ProductRules>>;
  /** What topics count as: one map, `siteTopicsId`, or none. */
  topics: ReadonlyMap<string, Defined<TopicMap>>;
  surveys: ReadonlyMap<string, Defined<Survey>>;
  /** By slot, offers and surveys in the order in which they are tried (`rankOffers`); drafts and paused ones too, for previews. */
  offersIn: ReadonlyMap<string, readonly Choosable[]>;
}

export const noDefinitions: SiteDefinitions = {
  slots: new Map(),
  offers: new Map(),
  segments: new Map(),
  rules: new Map(),
  topics: new Map(),
  surveys: new Map(),
  offersIn: new Map(),
};

/** The highest priority first, then what is expected to earn most; the id decides between equals, so that the order holds. */
export function rankOffers<One extends Offer>(offers: readonly One[]): One[] {
  return [...offers].sort(
    (a, b) =>
      b.priority - a.priority ||
      (b.expectedValueMinor ?? 0) - (a.expectedValueMinor ?? 0) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** The site's segments, and those that every shop has from the start unless it defined one of the same id. */
export function allSegments({ segments }: SiteDefinitions, currency: string): Segment[] {
  return [...segments.values(), ...readyMadeSegments(currency).filter(({ id }) => !segments.has(id))];
}

/** What a segment is called on a site of this currency. */
export function nameOfSegment(
  { definitions, currency }: { definitions: SiteDefinitions; currency: string },
  id: string,
  language: Language,
): string | undefined {
  const segment = definitions.segments.get(id) ?? readyMadeSegments(currency).find((one) => one.id === id);
  return segment?.names[language];
}
