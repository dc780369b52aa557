import type { Core } from '../core.js';

/**
 * Milliseconds to wait after a failure, `core.failures` in a row before it: full jitter in a window of 1 s that doubles up to
 * 5 minutes (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), after the seconds that
 * Retry-After asks for (RFC 9110, 10.2.3); one that names a date is left to the window.
 */
export const backoffMs = (core: Pick<Core, 'random' | 'failures'>, retryAfter: string | null | undefined): number =>
  Math.max(0, Number(retryAfter) * 1000 || 0) + core.random() * Math.min(300_000, 1000 * 2 ** core.failures);
