import type { Core } from '../core.js';

/**
 * Milliseconds to wait after a failure, `core.failures` in a row before it: full jitter in a window of 1 s that doubles up to
 * 5 minutes (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), after the seconds or date that
 * Retry-After asks for (RFC 9110, 10.2.3).
 */
export const backoffMs = (
  core: Pick<Core, 'clock' | 'drawRandom' | 'failures'>,
  retryAfter: string | null | undefined,
): number =>
  Math.max(0, +(retryAfter as string) * 1000 || Date.parse(retryAfter as string) - core.clock() || 0) +
  core.drawRandom() * Math.min(300_000, 1000 * 2 ** core.failures);
