import { LRUCache } from 'lru-cache';

export interface Rate {
  requests: number;
  periodMs: number;
}

export interface RateLimiter {
  /** Takes one request of `key`'s share: 0 when there was one, else the milliseconds until there will be. */
  take(key: string, now: number): number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371), one number a key: the time at which the key's share is whole again.
 * Synchronous and bounded: see decisions/0030.
 */
export function createRateLimiter({ requests, periodMs }: Rate, rememberedKeys: number): RateLimiter {
  const wholeAt = new LRUCache<string, { time: number }>({ max: rememberedKeys });
  const costMs = periodMs / requests;
  return {
    take(key, now) {
      const known = wholeAt.get(key);
      const next = Math.max(known?.time ?? now, now) + costMs;
      const waitMs = next - now - periodMs;
      if (waitMs > 0) return waitMs;
      if (known) known.time = next;
      else wholeAt.set(key, { time: next });
      return 0;
    },
  };
}
