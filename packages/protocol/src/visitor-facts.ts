import type { Interest } from './interest.js';

/**
 * What is known of one person, as numbers that a marketer can compare. Of the past and of this visit; only what is held
 * for personalising. Days and hours are whole ones that have passed, a day being 24 hours; amounts are in minor units.
 */
export interface VisitorFacts {
  /** Milliseconds since 1970 UTC. Absent, as the three that follow, of who never came, but bought at the till or was called. */
  firstVisitAt?: number;
  /** The last event of the last visit: milliseconds since 1970 UTC. */
  lastVisitAt?: number;
  daysSinceFirstVisit?: number;
  daysSinceLastVisit?: number;
  /** Sessions in which the person was there; an order of the till and a mail have sessions that are no visits. */
  visits: number;
  /** Days in UTC on which a visit began. */
  daysSeen: number;
  attentionMs: number;
  /** Strongest first. */
  interests: Interest[];
  /** Latest first. */
  viewedNotBought: ViewedProduct[];
  cart: CartFacts;
  /** Orders of which something was kept. */
  orders: number;
  /** ISO 4217 → what was paid less what was given back. */
  revenueMinor: Record<string, number>;
  /** ISO 4217 → revenue of an order on average. */
  averageBasketMinor: Record<string, number>;
  /**
   * ISO 4217 → what was earned on what was bought and kept, by the catalogue's margins of today; currencies in which none
   * of it has a margin are absent.
   */
  marginMinor: Record<string, number>;
  /** Of the following, those of persons without an order are absent. */
  daysSinceLastOrder?: number;
  /** Median of the times between orders, in days and at least one; from the second order on. */
  usualGapDays?: number;
  /** How much of the usual gap has passed since the last order: 1 is all of it. */
  gapElapsed?: number;
  /** Topic of any level → share of the orders in which something of it was bought, 0 to 1. */
  orderShareByTopic: Record<string, number>;
  /** Share of the orders with a coupon, of the order or of a line, 0 to 1. */
  couponShare?: number;
  /**
   * Share of the orders with a product that was not yet 60 days old, by the catalogue's `releasedAt`, 0 to 1; absent where
   * the age of nothing that was bought is known.
   */
  newProductShare?: number;
  /** Complaints that were opened (custom event `complaint_opened`) and not closed since (`complaint_closed`). */
  openComplaints: number;
  searches: number;
  searchesWithoutResult: number;
  channels: string[];
  /** ISO 3166-1 alpha-2 of the latest session of which it is known, else empty. */
  country: string;
  /** Of the latest session of which it is known, else empty. */
  device: string;
}

export interface ViewedProduct {
  productId: string;
  views: number;
  /** Milliseconds since 1970 UTC. */
  lastAt: number;
}

/** The cart as it was last told whole, with what was put in and taken out since; empty after an order. */
export interface CartFacts {
  lines: CartLineFact[];
  /** ISO 4217 → value of the lines of which the price is known. */
  valueMinor: Record<string, number>;
  /** Since the cart was last looked at, or a product of it put in or taken out; absent of an empty cart. */
  idleHours?: number;
}

export interface CartLineFact {
  productId: string;
  quantity: number;
  topics: string[];
  /** Of one. */
  priceMinor?: number;
  currency?: string;
  /** When it was last put in, taken out in part, or told with the whole cart: milliseconds since 1970 UTC. */
  lastAt: number;
}
