import type { History, MeConsent } from './history.js';
import type { MeHiddenInterest, MeInterest, MeOffer, MeSegment } from './me.js';
import type { Purpose } from './purpose.js';

/** Body of `POST /v1/visitors/look`, by secret key: one of `reference`, `visitorToken` and `customerId`. */
export interface LookRequest {
  site: string;
  /** What the visitor's own page gave them: `GET /v1/me/reference`. */
  reference?: string;
  visitorToken?: string;
  customerId?: string;
  /** BCP 47: sentences are in English where it begins with `en`, else in French. */
  locale?: string;
  /** Sessions a page; 20 by default, 100 at most. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** `unknown`: no choice of theirs is known, as of who only buys at the till. */
export type ConsentState = 'granted' | 'paused' | 'withdrawn' | 'expired' | 'refused' | 'unknown';

/**
 * What of somebody may be shown, by what they grant now. `all`: what is held for personalising. `counts`: under measurement alone, how often
 * they came, and no page. `nothing`: who they are and what they chose.
 */
export type LookScope = 'all' | 'counts' | 'nothing';

/** Answer of `POST /v1/visitors/look`. Times are milliseconds since 1970 UTC. */
export interface VisitorLook {
  who: {
    /** The one who stands for the person. */
    customerId?: string;
    /** Customers who were merged into the same person. */
    mergedIds: string[];
    /** UUIDs of the browsers that are theirs, as far as they are known; 1,000 at most. */
    visitors: string[];
  };
  standing: {
    state: ConsentState;
    /** Counts now. */
    granted: Purpose[];
    /** When the shop asks again; absent without a grant that is known. */
    consentUntil?: number;
    pausedAt?: number;
    withdrawnAt?: number;
  };
  shown: LookScope;
  history: History;
  /** Empty, as what follows up to `offers`, unless all is shown. */
  interests: MeInterest[];
  hiddenInterests: MeHiddenInterest[];
  /** As the visitor reads them on their own page. */
  facts: string[];
  segments: MeSegment[];
  offers: MeOffer[];
  /** Latest first, of all their visitors; 100 at most. */
  consents: MeConsent[];
}
