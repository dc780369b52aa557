import type { Context } from 'hono';
import type { Collector } from './collector.js';

/** All that the store must be told. */
export interface StoreOptions {
  site: string;
  /** Where Sillage listens. */
  collectorUrl: string;
  collector: Collector;
  /** Path of the store that is passed on to Sillage, without a slash at the end; the shop's own choice. */
  endpoint: string;
  /** Name of the script under that path. */
  script: string;
  policyVersion: string;
  /** Full name of the cookie in which Sillage keeps the visitor's token. */
  visitorCookie: string;
  /** Signs `identify`. */
  identifySecret: string;
  /** Signs the shop's own cookie of who is signed in. */
  sessionSecret: string;
  clock: () => number;
  /** Part of an order's number. */
  newReference: () => string;
  /** The address a request came from. */
  addressOf: (context: Context) => string;
}
