import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  timeoutMs?: number;
  /** What is said when time is up. */
  describe?: () => string | Promise<string>;
}

/**
 * Asks again every 50 ms until the answer is neither `undefined` nor `false`; a question that throws counts as "not yet", and one that
 * is never answered as too late.
 */
export async function waitUntil<T>(
  ask: () => T | false | undefined | Promise<T | false | undefined>,
  { timeoutMs = 60_000, describe }: Patience = {},
): Promise<T> {
  const until = performance.now() + timeoutMs;
  const ended = new AbortController();
  const late = delay(timeoutMs, false as const, { signal: ended.signal }).catch(() => false as const);
  let failure: unknown;
  try {
    while (performance.now() < until) {
      try {
        const answer = await Promise.race([ask(), late]);
        if (answer !== undefined && answer !== false) return answer;
        failure = undefined;
      } catch (error) {
        failure = error;
      }
      await delay(50);
    }
  } finally {
    ended.abort();
  }
  const detail = failure === undefined ? await describe?.() : String(failure);
  throw new Error(`Not within ${timeoutMs} ms: ${ask.toString().slice(0, 120)} ${detail ?? ''}`);
}
