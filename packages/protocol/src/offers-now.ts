import type { ContactPressure } from './site.js';

/** Whether an offer may be shown at all now, whoever comes: why not, or `running`. */
export const offerStates = ['running', 'scheduled', 'out_of_stock', 'paused', 'draft', 'ended'] as const;
export type OfferState = (typeof offerStates)[number];

/** `GET /v1/offers/now`: what is shown to whom. */
export interface OffersNow {
  at: number;
  /** The figures count visits that went on after that: milliseconds since 1970 UTC. */
  since: number;
  /** Persons who are shown no offer at all. */
  persons: {
    of: number;
    /** Not to be contacted: an open complaint, or enough for now. */
    suppressed: number;
    /** Approached as often as the site allows. */
    pressed: number;
  };
  contactPressure?: ContactPressure;
  slots: SlotNow[];
}

export interface SlotNow {
  slot: string;
  name: string;
  /** In the order in which they are tried. */
  offers: OfferNow[];
}

/** An offer, or a survey that is tried among them. */
export interface OfferNow {
  offerId: string;
  /** Of a survey: the id under which it is defined. Its clicks are those who began to answer. */
  surveyId?: string;
  name: string;
  state: OfferState;
  segment?: string;
  /** Of the products that it requires, those that can't be ordered. */
  missing: string[];
  figures: OfferFigures;
}

/** Of an offer, over all of its slots. */
export interface OfferFigures {
  exposures: number;
  withheld: number;
  clicks: number;
  dismissals: number;
  /** Who saw it. */
  persons: number;
  /** Who has seen it as often as its cap allows. */
  capped: number;
  /** Who sent it away within its cool-down. */
  cooling: number;
}
