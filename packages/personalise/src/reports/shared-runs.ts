import { LRUCache } from 'lru-cache';
import type PQueue from 'p-queue';

export interface SharedRunsOptions<Answer> {
  /** How many run at once, of all that share it; the others wait for their turn. */
  queue: PQueue;
  /** What the answers that are kept may weigh together. */
  most: number;
  /** At least 1. */
  weigh(answer: Answer): number;
  /** Milliseconds since 1970. */
  clock(): number;
}

export interface RunRequest<Answer> {
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
  run: Promise<Run<Answer>>;
  stop: AbortController;
  waiting: number;
}

/**
 * One run for all who ask the same: while it is under way, and as long as its answer is fresh. A run that nobody waits for any
 * more is aborted, in the queue too. What failed is not kept.
 */
export class SharedRuns<Answer extends object> {
  readonly #options: SharedRunsOptions<Answer>;
  readonly #answers: LRUCache<string, { run: Run<Answer>; until: number }>;
  readonly #running = new Map<string, Running<Answer>>();

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

  #start({ key, freshMs, work }: RunRequest<Answer>): Running<Answer> {
    const stop = new AbortController();
    const { queue, clock } = this.#options;
    const queued = queue.add(
      async () => {
        const startedAt = clock();
        const run = { answer: await work(stop.signal), startedAt };
        if (freshMs > 0) this.#answers.set(key, { run, until: startedAt + freshMs });
        return run;
      },
      { signal: stop.signal },
    );
    queued.catch(() => undefined); // who waits is told; when nobody does, nobody minds
    const running = { run: queued, stop, waiting: 0 };
    this.#running.set(key, running);
    return running;
  }

  /** Who asks after it was aborted begins a run of their own. */
  #end(key: string, running: Running<Answer>): void {
    running.stop.abort();
    if (this.#running.get(key) === running) this.#running.delete(key);
  }
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
