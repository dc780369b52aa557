import PQueue from 'p-queue';

/**
 * So many at once; the others wait for their turn. Each site's come in the order in which they were asked, and among sites the one comes
 * first that had fewest of late: what is asked takes the turn behind the last of its site, or that of what runs now, whichever
 * is later. Turns only rise, so that nothing waits for ever behind what is asked after it (start-time fair queueing, Goyal, Vin and
 * Cheng, IEEE/ACM Transactions on Networking 5, 1997).
 */
export class FairQueue {
  readonly #queue: PQueue;
  /** Of what began last. */
  #turn = 0;
  /** Of the last that each site asked: as many as there are sites. */
  readonly #lastTurns = new Map<string, number>();

  constructor(concurrency: number) {
    this.#queue = new PQueue({ concurrency });
  }

  /** Rejects with the reason of `signal` where it is aborted before the work begins. */
  add<Result>(site: string, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const last = this.#lastTurns.get(site);
    const turn = Math.max(this.#turn, last === undefined ? 0 : last + 1);
    this.#lastTurns.set(site, turn);
    const begin = () => {
      this.#turn = Math.max(this.#turn, turn);
      return work();
    };
    return this.#queue.add(begin, { signal, priority: -turn });
  }
}
