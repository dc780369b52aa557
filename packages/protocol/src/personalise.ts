import type { CartLine, Product } from './event.js';
import type { Interest } from './interest.js';
import type { DecidedSurvey } from './survey.js';

/**
 * Body of `POST /v1/personalise`. A browser is known by its cookie or `Sillage-Visitor`; a storefront's server, by secret
 * key, names one of `visitorToken` (the value of the visitor's cookie) and `customerId`, or nobody for the defaults.
 */
export interface PersonaliseRequest {
  site: string;
  /** Slots to decide; 20 at most. */
  slots?: string[];
  context?: PersonaliseContext;
  visitorToken?: string;
  customerId?: string;
  /** The value of `sillage_preview` in the page's address: shows the offer that it names, uncounted. */
  preview?: string;
}

/** Where the visitor is now. All of it is the sender's word. */
export interface PersonaliseContext {
  path?: string;
  /** The product that the page shows. */
  productId?: string;
  topics?: string[];
  /** What the shop's own cart holds; absent: what the recorded cart events leave. */
  cart?: CartLine[];
  /** BCP 47; texts are given in French or English. */
  locale?: string;
  device?: 'desktop' | 'mobile' | 'tablet' | 'other';
  /** The visitor's `Sec-GPC`, which a storefront's server passes on. */
  gpc?: boolean;
}

/** What to show to this visitor now. Never to be cached for another. */
export interface PersonaliseReply {
  /** The visitor came before this visit, and may be told so: consent for personalisation stands. */
  recognised: boolean;
  /** Sessions, this one counted. */
  visits: number;
  firstVisitAt?: number;
  /** The end of the visit before this one. */
  lastVisitAt?: number;
  /** Newest first, this visit left out; five at most. */
  lastVisits: VisitSummary[];
  /** Strongest first; of each kind ten at most. */
  interests: Interest[];
  /** Ids of the segments the visitor is in. */
  segments: string[];
  /** By slot, one for each that was asked for and is known. */
  decisions: Record<string, Decision>;
}

export interface VisitSummary {
  startedAt: number;
  endedAt: number;
  /** Page views. */
  pages: number;
  attentionMs: number;
  /** Where most of it went, three at most. */
  topics: string[];
}

/** What a slot shows. */
export interface Decision {
  /** UUID, which exposure, click and dismissal name. */
  decisionId: string;
  slot: string;
  /** `withheld`: the slot's default is shown, and what the visitor would have been shown is counted as withheld when the slot is seen. */
  kind: 'default' | 'offer' | 'withheld';
  /** Of `offer` and `withheld`; of a survey its id behind `survey:`. */
  offerId?: string;
  /** `banner`, `product_list`, `cart_reminder`, `survey`, or the shop's own. */
  template: string;
  /** Texts and URLs by field, in the language asked for. */
  content: Record<string, string>;
  products: OfferedProduct[];
  /** Of the template `survey`. */
  survey?: DecidedSurvey;
  coupon?: string;
  /** Why, in a sentence for the visitor; empty for a default. */
  reason: string;
  /** A preview, or one of the shop's own people: neither exposure nor click is to be told. */
  isUncounted?: true;
  /** A default by nothing of a visitor: once somebody grants it, another may be decided. */
  isForNobody?: true;
  /** Until then it may be shown again without asking: milliseconds since 1970 UTC. */
  validUntil: number;
}

/** A product of a decision, as the catalogue has it. */
export interface OfferedProduct extends Product {
  /** http(s). */
  url?: string;
  /** http(s). */
  image?: string;
  /** Why it is there, in a sentence for the visitor. */
  reason: string;
}
