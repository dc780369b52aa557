/**
 * Milliseconds to wait after the given number of failures in a row: full jitter in a window of 1 s that doubles up to
 * 5 minutes (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), after what the server asked for.
 */
export function backoffMs(failures: number, retryAfterMs: number, random: () => number): number {
  return retryAfterMs + random() * Math.min(300_000, 1000 * 2 ** failures);
}

/** Milliseconds of a Retry-After header, in seconds or as a date; 0 where there is none (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | null, now: number): number {
  return Math.max(0, Number(header) * 1000 || Date.parse(`${header}`) - now || 0);
}
