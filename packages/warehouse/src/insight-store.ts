import type { ValueFact } from '@sillage/protocol';
import type { SegmentQuestion } from './segment-store.js';

/** Orders of the days of a site, both included, and money in one currency. */
export interface SegmentWorthQuestion extends SegmentQuestion {
  timeZone: string;
  from: string;
  to: string;
  /** ISO 4217. */
  currency: string;
  /** Aborted by who asked, when the answer is not wanted any more. */
  signal?: AbortSignal;
}

/** What some persons are worth. */
export interface PersonsWorth {
  persons: number;
  /** Who ordered in the period, and kept something of it. */
  buyers: number;
  /** Their orders in the period, in any currency. */
  orders: number;
  /** Those in the currency that was asked for, and what was paid for them less what was given back. */
  paidOrders: number;
  revenueMinor: number;
  /** Who ever placed two orders or more, so that the usual gap between them is known; and of them, who is lost by now. */
  repeaters: number;
  lost: number;
}

export interface SegmentWorthAnswer {
  segment: PersonsWorth;
  everybody: PersonsWorth;
}

export interface SegmentOverlapQuestion extends Omit<SegmentQuestion, 'tree'> {
  /** Eight at most. */
  trees: readonly SegmentQuestion['tree'][];
  signal?: AbortSignal;
}

/** Persons who are in the same of several segments, and in no other of them. */
export interface OverlapCell {
  /** By tree, in the order in which they were asked. */
  isIn: boolean[];
  persons: number;
}

export interface FactValuesQuery {
  site: string;
  fact: ValueFact;
  limit: number;
}

export interface StoredFactValue {
  value: string;
  /** Of a product that the catalogue has; else empty. */
  name: string;
  times: number;
}

export interface OfferContactsQuery {
  site: string;
  /** Milliseconds since 1970 UTC. */
  now: number;
  /** Figures count visits that went on after that. */
  since: number;
  offers: readonly { id: string; cap?: { exposures: number; days: number }; cooldownDays: number }[];
  pressure?: { contacts: number; days: number };
}

export interface OfferContacts {
  /** By id; those of which nothing is known are absent. */
  offers: Map<
    string,
    {
      exposures: number;
      withheld: number;
      clicks: number;
      dismissals: number;
      persons: number;
      capped: number;
      cooling: number;
    }
  >;
  /** Persons who were approached as often as the site allows; 0 where it sets no limit. */
  pressed: number;
}

/** What is told of segments and offers beside their sizes and results. Every method throws `WarehouseError`. */
export interface InsightStore {
  /** Of the members of a segment, and of everybody of whom something is held for personalising. */
  segmentWorth(question: SegmentWorthQuestion): Promise<SegmentWorthAnswer>;
  /** Each person once, by which of the segments they are in; who is in none of them too. */
  segmentOverlap(question: SegmentOverlapQuestion): Promise<OverlapCell[]>;
  /** What a fact was so far, most frequent first. */
  factValues(query: FactValuesQuery): Promise<StoredFactValue[]>;
  /** Whom offers have reached, and who has had enough. */
  offerContacts(query: OfferContactsQuery): Promise<OfferContacts>;
}
