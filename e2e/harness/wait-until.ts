import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  timeoutMs?: number;
  /** What is said when time is up. */
  describe?: () => string | Promise<string>;
}

/** Asks again every 50 ms until the answer is neither `undefined` nor `false`; a question that throws counts as "not yet". */
export async function waitUntil<T>(
  ask: () => T | false | undefined | Promise<T | false | undefined>,
  { timeoutMs = 60_000, describe }: Patience = {},
): Promise<T> {
  const until = performance.now() + timeoutMs;
  let failure: unknown;
  while (performance.now() < until) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    await delay(50);
  }
  const detail = failure === undefined ? await describe?.() : String(failure);
  throw new Error(`Not within ${timeoutMs} ms: ${ask.toString().slice(0, 120)} ${detail ?? ''}`);
}
