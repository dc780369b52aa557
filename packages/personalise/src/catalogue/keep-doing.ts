import type { Logger } from 'pino';

export interface Doing {
  pauseMs: number;
  /** Resolves after so many milliseconds, or sooner when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  signal: AbortSignal;
  /** For the log: what it reads. */
  what: string;
  logger: Pick<Logger, 'warn' | 'info'>;
}

/** What failed is tried again sooner than what is done seldom. */
const longestRetryMs = 10_000;

/** Does it again and again until the signal aborts; resolves after the first time. A failure is told once, and its end. */
export async function keepDoing(work: () => Promise<void>, doing: Doing): Promise<void> {
  const { pauseMs, wait, signal, what, logger } = doing;
  let isAway = false;
  async function once(): Promise<void> {
    const failure = await work().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (signal.aborted) return;
    if (failure && !isAway) logger.warn({ err: failure.error }, `${what} could not be read; the last stands`);
    if (!failure && isAway) logger.info({}, `${what} is read again`);
    isAway = failure !== undefined;
  }
  async function again(): Promise<void> {
    while (!signal.aborted) {
      await wait(isAway ? Math.min(pauseMs, longestRetryMs) : pauseMs, signal);
      if (!signal.aborted) await once();
    }
  }
  await once();
  void again();
}
