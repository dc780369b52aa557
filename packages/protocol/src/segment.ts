import type { FaultKind } from './fault.js';
import type { InterestKind } from './interest.js';

/** Facts of a person that are one number. What each is: see `VisitorFacts`. */
export const numberFacts = [
  'visits',
  'daysSeen',
  'attentionSeconds',
  'daysSinceFirstVisit',
  'daysSinceLastVisit',
  'productsViewedNotBought',
  'cartLines',
  'cartIdleHours',
  'orders',
  'daysSinceLastOrder',
  'usualGapDays',
  'gapElapsed',
  'couponShare',
  'searches',
  'searchesWithoutResult',
  'newProductShare',
  'openComplaints',
] as const;
export type NumberFact = (typeof numberFacts)[number];

/** Facts that are an amount in a currency. */
export const moneyFacts = ['revenueMinor', 'averageBasketMinor', 'cartValueMinor', 'marginMinor'] as const;
export type MoneyFact = (typeof moneyFacts)[number];

/** Facts that are a word; of channels a person has several, and one that is among those asked for will do. */
export const wordFacts = ['country', 'device', 'channel'] as const;
export type WordFact = (typeof wordFacts)[number];

/**
 * What is counted: sessions, orders of which something was kept, searches and those without result; offers shown, clicked
 * and dismissed; mails and calls.
 */
export const deeds = [
  'visited',
  'ordered',
  'searched',
  'searched_in_vain',
  'offer_exposed',
  'offer_clicked',
  'offer_dismissed',
  'contacted',
] as const;
export type Deed = (typeof deeds)[number];

export const comparisons = ['at_least', 'more_than', 'at_most', 'less_than', 'equals'] as const;
export type Comparison = (typeof comparisons)[number];

export const segmentLimits = {
  /** Levels of `all`, `any` and `not`, the condition in them counted. */
  depth: 8,
  /** Conditions and groups. */
  nodes: 64,
  /** UTF-8 bytes of the tree as JSON: its values travel with each query. */
  bytes: 16_384,
} as const;

/**
 * A rule over the facts of a person: a tree of conditions. A condition on what is not known of a person is not met, so that
 * `not` of it is. Without `withinDays` all that is kept counts. A moment counts to the last days by the end of what it is
 * part of: of a session, or of what was done with a page or a product in one session.
 */
export type SegmentTree =
  /** Each of them, or at least one. */
  { type: 'all' | 'any'; of: SegmentTree[] } | { type: 'not'; of: SegmentTree } | SegmentCondition;

export type SegmentCondition =
  | NumberCondition
  | MoneyCondition
  | WordCondition
  | OrderShareCondition
  | ViewedCondition
  | BoughtCondition
  | InCartCondition
  | DidCondition
  | InterestCondition;

export interface NumberCondition {
  type: 'number';
  fact: NumberFact;
  is: Comparison;
  value: number;
}

export interface MoneyCondition {
  type: 'money';
  fact: MoneyFact;
  /** ISO 4217. */
  currency: string;
  is: Comparison;
  /** Minor units. */
  valueMinor: number;
}

export interface WordCondition {
  type: 'word';
  fact: WordFact;
  among: string[];
}

/** Of the orders of a person, the share with something of a topic or of what is below it. */
export interface OrderShareCondition {
  type: 'order_share';
  topic: string;
  is: Comparison;
  /** 0 to 1. */
  value: number;
}

/** One of the two. A topic stands for all that is below it too. */
export interface TopicOrProduct {
  topic?: string;
  productId?: string;
}

/**
 * Viewed at least so many times. The views of a topic are its page views or its product views, whichever are more: a product's
 * page is often both.
 */
export interface ViewedCondition extends TopicOrProduct {
  type: 'viewed';
  atLeast: number;
  withinDays?: number;
}

/** Bought, and not given back, in at least so many orders. */
export interface BoughtCondition extends TopicOrProduct {
  type: 'bought';
  atLeast: number;
  withinDays?: number;
}

/** In the cart now; without topic and product, anything is. */
export interface InCartCondition extends TopicOrProduct {
  type: 'in_cart';
  /** Nothing was done with it for at least so long. */
  idleHours?: number;
}

export interface DidCondition {
  type: 'did';
  what: Deed;
  atLeast: number;
  withinDays?: number;
}

/**
 * An interest as the site counts them (`Interest`): all that is asked holds, at least one of the three. Scores and shares
 * are compared to the sixth digit. What the person hid is no interest.
 */
export interface InterestCondition {
  type: 'interest';
  kind: InterestKind;
  key: string;
  /** Fewer than so many of its kind, and of topics of its level, have a higher score. */
  top?: number;
  minScore?: number;
  /** Of the scores of its kind and level, 0 to 1. */
  minShare?: number;
}

/** What is wrong with a tree, and where: `of[1].value`; empty for the tree itself. */
export interface SegmentProblem {
  path: string;
  message: string;
  fault: FaultKind;
}

/** A rule over the facts of a person, and what it is called; the persons that meet it are in the segment. */
export interface Segment {
  /** Slug. */
  id: string;
  names: Record<'fr' | 'en', string>;
  tree: SegmentTree;
}
