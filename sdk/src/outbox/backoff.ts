export interface Answer {
  retryAfter: string | null | undefined;
  /** Milliseconds since 1970. */
  now: number;
  /** Between 0 and 1. */
  random: number;
}

/**
 * Milliseconds to wait after the given number of failures in a row, the last not counted: full jitter in a window of 1 s
 * that doubles up to 5 minutes (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), after the
 * seconds or date that Retry-After asks for (RFC 9110, 10.2.3).
 */
export const backoffMs = (failures: number, { retryAfter, now, random }: Answer): number =>
  Math.max(0, Number(retryAfter) * 1000 || Date.parse(`${retryAfter}`) - now || 0) +
  random * Math.min(300_000, 1000 * 2 ** failures);
