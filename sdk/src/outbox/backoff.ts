/** Milliseconds of the first window, and of the widest. */
const firstMs = 1000;
const widestMs = 300_000;

/**
 * How long to wait after the given number of failures in a row: full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), never less than the server asked for.
 */
export function backoffMs(failures: number, retryAfterMs: number, random: () => number): number {
  return retryAfterMs + random() * Math.min(widestMs, firstMs * 2 ** failures);
}

/** Milliseconds of a Retry-After header, in seconds or as a date; 0 where there is none (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number {
  const ms = header ? Number(header) * 1000 || Date.parse(header) - now : 0;
  return ms > 0 ? ms : 0;
}
