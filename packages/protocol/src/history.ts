import type { CartLine, Product } from './event.js';
import type { Choices } from './purpose.js';

/** Body of `POST /v1/history`, by secret key: one of `visitorToken` and `customerId`. */
export interface HistoryRequest {
  site: string;
  visitorToken?: string;
  customerId?: string;
  /** Sessions a page; 20 by default, 100 at most. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}

/** A visitor's or customer's sessions, newest first. Times are milliseconds since 1970 UTC. */
export interface History {
  /** The visitor came before: at least one session is known. */
  recognised: boolean;
  /** Absent of who never came, but bought at the till. */
  firstVisitAt?: number;
  lastVisitAt?: number;
  /** Number of sessions in which the visitor was there, over all pages of this answer's cursor. */
  visits: number;
  sessions: HistorySession[];
  nextCursor?: string;
}

export interface HistorySession {
  sessionId: string;
  startedAt: number;
  endedAt: number;
  channel: string;
  device: string;
  country?: string;
  attentionMs: number;
  pages: HistoryPage[];
  searches: { query: string; resultCount?: number; at: number }[];
  /** The cart as this session last told it whole, and what its adds and removes left of it. */
  cart: CartLine[];
  orders: HistoryOrder[];
}

export interface HistoryPage {
  path: string;
  title?: string;
  topics: string[];
  viewedAt: number;
  attentionMs: number;
  /** 0 to 100. */
  depthPercent: number;
  /** Milliseconds by `data-section`. */
  sections?: Record<string, number>;
  products: Product[];
}

export interface HistoryOrder {
  orderId: string;
  currency: string;
  totalMinor: number;
  at: number;
  lines: CartLine[];
}

export interface MeConsent {
  proofId: string;
  choices: Choices;
  decidedAt: number;
  expiresAt: number;
  policyVersion: string;
  source: string;
}
