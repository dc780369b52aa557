import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Logger } from '../logger.js';
import type { StateBatch, StateMeta, StateTables } from './state-tables.js';
import type { StateThreadAnswer, StateThreadData, StateThreadJob } from './state-thread.js';

export interface StateWriterOptions extends StateThreadData {
  /** Entries of a batch from which on a thread writes it. Default 1,000. */
  threadFrom?: number | undefined;
  /** What the thread runs. Default: `state-thread.js` beside this file. */
  entry?: URL | undefined;
  /** Node's own arguments for it. Default: those of this process. */
  execArgv?: string[] | undefined;
}

/** A batch leaves little behind: the room for what is new that the process gives each thread would only be held on to. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/**
 * Writes the state's batches, one at a time: a small one here, a large one in a thread of its own, which is started for the
 * first of them and anew where it has ended. What a thread did not write is written here (decisions/0021).
 */
export class StateWriter {
  readonly #options: StateWriterOptions;
  readonly #tables: StateTables;
  readonly #logger: Logger;
  #thread: Worker | undefined;
  /** What the thread is writing. */
  #writing: { resolve(meta: StateMeta): void; reject(error: Error): void } | undefined;

  constructor(options: StateWriterOptions, tables: StateTables, logger: Logger) {
    this.#options = options;
    this.#tables = tables;
    this.#logger = logger;
  }

  /** Resolves when it is on disk and readable. On an error the same batch is to be written again. */
  async write(batch: StateBatch): Promise<void> {
    const isLarge = countEntries(batch) >= (this.#options.threadFrom ?? 1_000);
    const beside = isLarge ? await this.#writeBeside(batch).catch((error: unknown) => this.#tell(error)) : undefined;
    this.#tables.adopt(beside ?? (await this.#tables.write(batch)));
  }

  /** When nothing is being written. */
  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    if (!thread) return;
    const ended = once(thread, 'exit');
    thread.postMessage('end' satisfies StateThreadJob);
    await ended;
  }

  #writeBeside(batch: StateBatch): Promise<StateMeta> {
    this.#thread ??= this.#start();
    this.#thread.postMessage({ meta: this.#tables.meta, batch } satisfies StateThreadJob);
    return new Promise((resolve, reject) => {
      this.#writing = { resolve, reject };
    });
  }

  #tell(error: unknown): undefined {
    this.#logger.error({ err: error }, 'a thread could not write the node state; it is written beside the requests');
  }

  #start(): Worker {
    const { entry = new URL('./state-thread.js', import.meta.url), execArgv, ...workerData } = this.#options;
    const thread = new Worker(entry, { workerData, resourceLimits, ...(execArgv && { execArgv }) });
    thread.on('message', (answer: StateThreadAnswer) => {
      if ('meta' in answer) this.#writing?.resolve(answer.meta);
      else this.#writing?.reject(new Error(answer.failure));
    });
    thread.on('error', (error) => this.#writing?.reject(error));
    thread.on('exit', () => {
      if (this.#thread !== thread) return;
      this.#thread = undefined;
      this.#writing?.reject(new Error('The thread of the state ended.'));
    });
    return thread;
  }
}

function countEntries({ ids, orders, visitors, customers }: StateBatch): number {
  const ofIds = ids.reduce((sum, each) => sum + each.ids.length, 0);
  return ofIds + orders.length + visitors.length + customers.length;
}
