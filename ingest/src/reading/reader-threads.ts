import { Worker } from 'node:worker_threads';
import { FaultsError, limits, type ProblemCode, ProblemError } from '@sillage/protocol';
import type { Logger } from '../logger.js';
import type { ReadBatch, ReadJob } from './read-batch.js';
import { createInlineReader, type Reader } from './reader.js';
import { type Answer, type AnswersMessage, type ThreadData, unpackBatch } from './thread-messages.js';

export interface ReaderThreadsOptions extends ThreadData {
  threads: number;
  logger: Logger;
  /** What a thread runs. Default: `reader-thread.js` beside this file. */
  entry?: URL;
  /** Node's own arguments for a thread. Default: those of this process. */
  execArgv?: string[];
  /** Characters of bodies that may wait for a thread or be read, of all threads together. Default 64 Mi. */
  maxWaitingCharacters?: number;
}

interface Waiting {
  job: ReadJob;
  resolve(batch: ReadBatch): void;
  reject(error: Error): void;
}

const retryAfterSeconds = 1;

/** Reads in threads beside this one. A thread that dies is started again; what it had is refused, to be sent again. */
export class ReaderThreads implements Reader {
  readonly #threads: ReaderThread[];
  readonly #maxWaiting: number;
  #isClosed = false;

  constructor(options: ReaderThreadsOptions) {
    const allowLists = new Map(options.allowLists);
    const inline = createInlineReader((site) => allowLists.get(site));
    this.#threads = Array.from({ length: options.threads }, () => new ReaderThread(options, inline));
    this.#maxWaiting = options.maxWaitingCharacters ?? 67_108_864;
  }

  read(job: ReadJob): Promise<ReadBatch> {
    if (this.#isClosed) return Promise.reject(new ProblemError('shutting_down'));
    let [idlest] = this.#threads as [ReaderThread];
    let waiting = 0;
    for (const thread of this.#threads) {
      waiting += thread.waiting;
      if (thread.waiting < idlest.waiting) idlest = thread;
    }
    return waiting + job.text.length > this.#maxWaiting
      ? Promise.reject(new ProblemError('reading_failed', 'too much waits', retryAfterSeconds))
      : idlest.read(job);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

/** One thread and what it has to do. It answers in order. */
class ReaderThread {
  readonly #options: ReaderThreadsOptions;
  readonly #inline: Reader;
  #worker: Worker | undefined;
  /** Not told to the thread yet. */
  #untold: ReadJob[] = [];
  /** Not answered yet, in order. */
  #queue: Waiting[] = [];
  /** Characters of the bodies in the queue. */
  waiting = 0;

  constructor(options: ReaderThreadsOptions, inline: Reader) {
    this.#options = options;
    this.#inline = inline;
    this.#worker = this.#start();
  }

  read(job: ReadJob): Promise<ReadBatch> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.waiting += job.text.length;
      // once the requests that are readable now were read: they share one message
      if (this.#untold.push(job) === 1) setImmediate(() => this.#tell());
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#refuseAll(new ProblemError('shutting_down'));
    await worker?.terminate();
  }

  #tell(): void {
    const jobs = this.#untold;
    this.#untold = [];
    if (jobs.length === 0) return;
    const [only] = this.#queue;
    if (this.#queue.length === 1 && only && only.job.text.length <= limits.browserBatchBytes) {
      this.#readHere(only);
      return;
    }
    this.#worker ??= this.#start();
    this.#worker.postMessage(jobs);
  }

  /** A small one alone: waking the thread takes longer than reading it. */
  #readHere({ job, resolve, reject }: Waiting): void {
    this.#queue = [];
    this.waiting = 0;
    this.#inline.read(job).then(resolve, reject);
  }

  #start(): Worker {
    const { entry = new URL('./reader-thread.js', import.meta.url), allowLists, execArgv, logger } = this.#options;
    const workerData: ThreadData = { allowLists };
    const worker = new Worker(entry, { workerData, ...(execArgv && { execArgv }) });
    worker.on('message', (message: AnswersMessage) => this.#settle(message));
    worker.on('error', (error) => logger.error({ err: error }, 'a reader thread failed'));
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return;
      logger.error({ code }, 'a reader thread ended');
      // the next body starts another: one that can't start would else be started without end
      this.#worker = undefined;
      this.#refuseAll(new ProblemError('reading_failed', undefined, retryAfterSeconds));
    });
    return worker;
  }

  #settle({ answers, tails }: AnswersMessage): void {
    const settled = JSON.parse(answers) as Answer[];
    const waiting = this.#queue.splice(0, settled.length);
    waiting.forEach(({ job, resolve, reject }, index) => {
      this.waiting -= job.text.length;
      const answer = settled[index] as Answer;
      if ('envelope' in answer) resolve(unpackBatch(answer, tails));
      else reject('problem' in answer ? toProblemError(answer) : new Error(answer.failure));
    });
  }

  #refuseAll(problem: ProblemError): void {
    const refused = this.#queue;
    this.#queue = [];
    this.#untold = [];
    this.waiting = 0;
    for (const { reject } of refused) reject(problem);
  }
}

function toProblemError({ problem, detail, errors }: Extract<Answer, { problem: ProblemCode }>): ProblemError {
  return errors ? new FaultsError(errors, problem) : new ProblemError(problem, detail);
}
