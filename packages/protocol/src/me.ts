import type { EventType } from './event.js';
import type { History, MeConsent } from './history.js';
import type { Interest, InterestKind } from './interest.js';

/**
 * Answer of `GET /v1/me?site=…&locale=…`: what the shop knows of the visitor who asks. Sentences are in French, or in
 * English where `locale` begins with `en`. Times are milliseconds since 1970 UTC.
 */
export interface MeReply {
  history: History;
  consents: MeConsent[];
  /** Where `identify` tied this visitor to a customer. */
  customerIds: string[];
  /** Recording and personalising rest since then, until the visitor resumes them. */
  pausedAt?: number;
  /** Strongest first. Empty, as what follows up to `offers`, of a visitor who does not grant personalisation. */
  interests: MeInterest[];
  /** What the visitor said is of no interest to them, latest first. */
  hiddenInterests: MeHiddenInterest[];
  /** What is counted of the visitor, a sentence each. */
  facts: string[];
  segments: MeSegment[];
  /** Latest first. */
  offers: MeOffer[];
  kept: MeKept;
}

export interface MeInterest extends Interest {
  /** For people: `chaussures de randonnee` of the topic `chaussures/chaussures-de-randonnee`; price bands as amounts. */
  name: string;
  /** Why, a sentence each, weightiest first. */
  reasons: string[];
}

export interface MeHiddenInterest {
  kind: InterestKind;
  key: string;
  name: string;
  hiddenAt: number;
}

/** A rule that the visitor meets, and what it says. */
export interface MeSegment {
  id: string;
  name: string;
  sentence: string;
}

export interface MeOffer {
  offerId: string;
  /** As the shop calls it; the id where the offer is no more. */
  name: string;
  shown: number;
  clicked: number;
  dismissed: number;
  /** How often it was not shown to this visitor, to compare with those who saw it. */
  withheld: number;
  lastAt: number;
}

/** What is kept how long. */
export interface MeKept {
  /** Days of visits, carts, searches and interests; 0 for ever. */
  eventDays: number;
  /** Of types of events of which it is another; absent where there are none. */
  eventDaysByType?: Partial<Record<EventType, number>>;
  /** When the shop asks again for consent; absent where nothing is granted. */
  consentUntil?: number;
  /** When the browser forgets its id; absent of a visitor who is unknown. */
  visitorUntil?: number;
  /** The same in words, with what is kept longer and why. */
  sentences: string[];
}

/** Body of `POST /v1/me/pause`. */
export interface PauseRequest {
  site: string;
  /** `false` resumes. */
  isPaused: boolean;
  /** The visitor's signed token where there is no cookie. */
  token?: string;
}

/** Answer 200 of `POST /v1/me/pause`. */
export interface PauseReply {
  /** Since then; absent where recording goes on. */
  pausedAt?: number;
  serverTime: number;
}

/** Body of `POST /v1/subjects/export` and `POST /v1/subjects/erase`, by secret key. */
export interface SubjectRequest {
  site: string;
  customerId: string;
}

/** Answer 202 of `POST /v1/subjects/erase`: durable, and carried out in ClickHouse within seconds. */
export interface SubjectErasure {
  /** Visitors whose rows go: all that are of the customer's person. */
  visitors: number;
  /** Visitors that are another person's now, and lose what names this customer. */
  sharedVisitors: number;
  kept: SubjectKept[];
}

/** What stays after an erasure, and why. */
export interface SubjectKept {
  what: 'orders' | 'consents';
  count: number;
  why: string;
}
