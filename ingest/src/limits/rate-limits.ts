import { ProblemError } from '@sillage/protocol';
import type { Rates } from '../options.js';
import { networkOf } from '../request/address.js';
import { createRateLimiter, type RateLimiter } from './rate-limiter.js';

/** Each throws `rate_limited` with the seconds to wait when its share is used up. */
export interface RateLimits {
  limitAddress(address: string, now: number): void;
  limitSite(site: string, now: number): void;
  limitVisitor(visitor: string, now: number): void;
  limitKey(site: string, now: number): void;
}

export function createRateLimits(rates: Rates): RateLimits {
  const address = createRateLimiter(rates.address, rates.rememberedKeys);
  const site = createRateLimiter(rates.site, rates.rememberedKeys);
  const visitor = createRateLimiter(rates.visitor, rates.rememberedKeys);
  const key = createRateLimiter(rates.key, rates.rememberedKeys);
  return {
    limitAddress: (value, now) => take(address, networkOf(value), now),
    limitSite: (value, now) => take(site, value, now),
    limitVisitor: (value, now) => take(visitor, value, now),
    limitKey: (value, now) => take(key, value, now),
  };
}

function take(limiter: RateLimiter, key: string, now: number): void {
  const waitMs = limiter.take(key, now);
  if (waitMs > 0) throw new ProblemError('rate_limited', undefined, Math.ceil(waitMs / 1000));
}
