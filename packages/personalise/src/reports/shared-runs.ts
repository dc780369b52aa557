import { ProblemError } from '@sillage/protocol';
import { LRUCache } from 'lru-cache';
import type { FairQueue } from './fair-queue.js';

export interface SharedRunsOptions<Answer> {
  /** Of all that share it: how many run at once, and whose turn it is. */
  queue: FairQueue;
  /** How many of a site may run and wait here; more are turned away. */
  mostOfSite: number;
  /** What the answers that are kept may weigh together. */
  most: number;
  /** At least 1. */
  weigh(answer: Answer): number;
  /** Milliseconds since 1970. */
  clock(): number;
}

export interface RunRequest<Answer> {
  /** Whose share of the queue it takes. */
  site: string;
  /** All that the answer depends on. */
  key: string;
  /** Milliseconds for which an answer is given again; 0: it is not kept. */
  freshMs: number;
  /** Aborted by who asks, when the answer is not wanted any more. */
  signal: AbortSignal;
  work(signal: AbortSignal): Promise<Answer>;
}

/** An answer, and when it was asked for: milliseconds since 1970. */
export interface Run<Answer> {
  answer: Answer;
  startedAt: number;
}

interface Running<Answer> {
  site: string;
  run: Promise<Run<Answer>>;
  stop: AbortController;
  waiting: number;
}

/** A second of the queue. */
const retryAfterSeconds = 1;

/**
 * One run for all who ask the same: while it is under way, and as long as its answer is fresh. A run that nobody waits for any
 * more is aborted, in the queue too. What failed is not kept. No site has more than its share: who asks for one more is told
 * `rate_limited`.
 */
export class SharedRuns<Answer extends object> {
  readonly #options: SharedRunsOptions<Answer>;
  readonly #answers: LRUCache<string, { run: Run<Answer>; until: number }>;
  readonly #running = new Map<string, Running<Answer>>();
  /** Runs by site that somebody waits for. */
  readonly #counts = new Map<string, number>();

  constructor(options: SharedRunsOptions<Answer>) {
    this.#options = options;
    const { most: maxSize, weigh } = options;
    this.#answers = new LRUCache({ maxSize, sizeCalculation: ({ run }) => weigh(run.answer) });
  }

  async ask(request: RunRequest<Answer>): Promise<Run<Answer>> {
    request.signal.throwIfAborted();
    const known = this.#answers.get(request.key);
    if (known && known.until > this.#options.clock()) return known.run;
    const running = this.#running.get(request.key) ?? this.#start(request);
    running.waiting += 1;
    try {
      return await untilAborted(running.run, request.signal);
    } finally {
      running.waiting -= 1;
      if (running.waiting === 0) this.#end(request.key, running);
    }
  }

  #start({ site, key, freshMs, work }: RunRequest<Answer>): Running<Answer> {
    const stop = new AbortController();
    const { queue, clock, mostOfSite } = this.#options;
    const before = this.#counts.get(site) ?? 0;
    if (before >= mostOfSite) throw new ProblemError('rate_limited', undefined, retryAfterSeconds);
    this.#counts.set(site, before + 1);
    const begin = async () => {
      const startedAt = clock();
      const run = { answer: await work(stop.signal), startedAt };
      if (freshMs > 0) this.#answers.set(key, { run, until: startedAt + freshMs });
      return run;
    };
    const queued = queue.add(site, begin, stop.signal);
    queued.catch(() => undefined); // who waits is told; when nobody does, nobody minds
    const running = { site, run: queued, stop, waiting: 0 };
    this.#running.set(key, running);
    return running;
  }

  /** Once for each run, when nobody waits for it any more. Who asks after that begins a run of their own. */
  #end(key: string, running: Running<Answer>): void {
    running.stop.abort();
    if (this.#running.get(key) === running) this.#running.delete(key);
    const left = (this.#counts.get(running.site) ?? 1) - 1;
    if (left > 0) this.#counts.set(running.site, left);
    else this.#counts.delete(running.site);
  }
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
