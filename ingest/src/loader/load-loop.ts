import type { Logger } from '../logger.js';
import type { Loader } from './loader.js';

export interface LoadLoopOptions {
  loader: Loader;
  logger: Logger;
  /** From the start of one range to that of the next, unless the journal is far behind. Default 250 ms. */
  intervalMs?: number;
  /** Bytes of the journal from which on the next range does not wait: what fills a whole one. */
  hurryBytes: number;
  /** Bytes of the journal that are not loaded. */
  behindBytes: () => number;
  /** After each range: deletes what nobody needs any more. */
  afterRange: () => Promise<void>;
  /** Records that were appended a second since the last call. */
  arrivalRate: () => number;
  /** Of `arrivalRate`, from which on it is a burst. */
  burstPerSecond: number;
  /** Milliseconds for which the oldest frame that is not loaded has waited. */
  oldestUnloadedMs: () => number;
  /** 0 to 1, spreads the retries of several nodes. */
  random: () => number;
}

/** In a burst requests come before loading, which would take the processor from them: for so long at most. */
const longestBurstMs = 30_000;
const longestRestMs = 400;
/** From the start of a range to the end of its rest: the newest row is as old as two ranges take, and that is to be two seconds at most. */
const longestTurnMs = 1_000;
const firstRetryMs = 100;
const longestRetryMs = 10_000;

/** Loads range after range while there is something to load, and tries again, ever more slowly, while ClickHouse is away. */
export class LoadLoop {
  readonly #options: LoadLoopOptions & { intervalMs: number };
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #pause: { end: () => void } | undefined;
  #isStopped = false;
  #isDraining = false;

  constructor(options: LoadLoopOptions) {
    this.#options = { ...options, intervalMs: options.intervalMs ?? 250 };
  }

  /** There is something to load. */
  wake(): void {
    if (this.#isStopped || this.#isRunning) return;
    this.#isRunning = true;
    this.#running = this.#run();
  }

  /** Resolves when everything is loaded, or after `timeoutMs`; the loop stops in both cases. True when all is loaded. */
  async drain(timeoutMs: number): Promise<boolean> {
    this.#isDraining = true;
    this.#pause?.end();
    if (!this.#options.loader.isIdle) this.wake();
    const timeout = setTimeout(() => void this.stop(), timeoutMs);
    await this.#running;
    clearTimeout(timeout);
    await this.stop();
    return this.#options.loader.isIdle;
  }

  /** Resolves when the call that is under way has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pause?.end();
    await this.#running;
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#isStopped && !this.#options.loader.isIdle) {
      await this.#letBurstPass();
      const startedAt = performance.now();
      failures = (await this.#tryOne()) ? 0 : failures + 1;
      await this.#wait(failures === 0 ? this.#untilNext(startedAt) : this.#retryMs(failures));
    }
    // In the same turn as the last look: a wake that comes now must begin a new run.
    this.#isRunning = false;
  }

  async #letBurstPass(): Promise<void> {
    const { arrivalRate, burstPerSecond, oldestUnloadedMs, intervalMs } = this.#options;
    const isBurst = () => arrivalRate() > burstPerSecond && oldestUnloadedMs() < longestBurstMs;
    while (!this.#isStopped && !this.#isDraining && isBurst()) {
      await this.#wait(intervalMs);
    }
  }

  async #tryOne(): Promise<boolean> {
    try {
      await this.#options.loader.loadNext();
      await this.#options.afterRange();
      return true;
    } catch (error) {
      this.#options.logger.warn({ err: error }, 'a range could not be loaded; it is tried again');
      return false;
    }
  }

  /**
   * A range rests for as long as it took, if there is time: in a burst blocks become fewer and larger, which costs ClickHouse
   * much less for each row, and requests have the processor meanwhile.
   */
  #untilNext(startedAt: number): number {
    const { behindBytes, hurryBytes, intervalMs } = this.#options;
    if (this.#isDraining || behindBytes() >= hurryBytes) return 0;
    const tookMs = performance.now() - startedAt;
    return Math.max(intervalMs - tookMs, Math.min(tookMs, longestRestMs, longestTurnMs - tookMs), 0);
  }

  #retryMs(failures: number): number {
    const longest = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 10));
    return longest * (0.5 + this.#options.random() / 2);
  }

  async #wait(delayMs: number): Promise<void> {
    if (this.#isStopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#pause = {
        end: () => {
          clearTimeout(timer);
          resolve();
        },
      };
    });
    this.#pause = undefined;
  }
}
