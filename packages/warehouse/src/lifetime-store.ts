/** Whose orders, until which day of the site, in one currency (ISO 4217). */
export interface LifetimeQuestion {
  site: string;
  timeZone: string;
  /** ISO 8601; the last whole day. */
  lastDay: string;
  currency: string;
}

/** Persons who have bought alike; times in weeks, several orders of a day are one transaction. */
export interface StoredPast {
  frequency: number;
  recency: number;
  age: number;
  persons: number;
}

/** What a fit needs of a shop's orders; nothing in it names anybody. */
export interface StoredLifetimeData {
  pasts: StoredPast[];
  /** Of persons who bought again, alike within half a percent: transactions after the first, and what was paid for one on average, in minor units. */
  spends: { frequency: number; meanValue: number; persons: number }[];
  /** As it was so many weeks before, and the transactions of those persons since; absent where there is less than 12 weeks. */
  check?: { pasts: StoredPast[]; weeks: number; transactions: number };
}

/** A row of `lifetime_models`; parameters are 0 where there is no model, holdout figures where there was no check. */
export interface StoredLifetimeModel {
  site: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
  lastDay: string;
  currency: string;
  /** Why there is none; empty where there is one. */
  reason: string;
  persons: number;
  repeatBuyers: number;
  orders: number;
  r: number;
  alpha: number;
  a: number;
  b: number;
  logLikelihood: number;
  p: number;
  q: number;
  /** In minor units. */
  gamma: number;
  holdoutWeeks: number;
  holdoutExpected: number;
  holdoutTransactions: number;
}

export interface LifetimeState {
  /** Orders that are held, of all days. */
  orders: number;
  /** The latest fit, and how many orders were held then. */
  latest?: { at: number; orders: number };
}

export interface LifetimeStore {
  lifetimeState(question: Pick<LifetimeQuestion, 'site' | 'currency'>): Promise<LifetimeState>;
  lifetimeData(question: LifetimeQuestion): Promise<StoredLifetimeData>;
  noteLifetimeModel(model: StoredLifetimeModel): Promise<void>;
}
