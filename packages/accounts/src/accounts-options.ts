import type { Site } from '@sillage/protocol';
import type { TokenKeys } from '@sillage/protocol/visitor-token';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { Accounts } from './open-accounts.js';

/** A share of requests for each key. */
export interface RateLimiter {
  /** Takes one request of `key`'s share: 0 when there was one, else the milliseconds until there will be. */
  take(key: string, now: number): number;
}

export interface AccountsOptions {
  accounts: Accounts;
  sites: readonly Site[];
  /** What one subscriber has: an IPv4 address or the network of an IPv6 one. */
  networkOf(context: Context): string;
  /** The browser asked by https. */
  isHttps(context: Context): boolean;
  /** Of sign-ins and changes of passwords. */
  limits: { network: RateLimiter; account: RateLimiter };
  /** In `Authorization`, from commands on this machine. */
  operatorKey: string;
  /** Of visitor tokens: whose they are is recorded where somebody looks at a visitor. */
  tokenKeys: TokenKeys;
  /** Milliseconds since 1970. */
  clock(): number;
  logger: Logger;
}
