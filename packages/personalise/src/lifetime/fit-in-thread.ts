import { Worker } from 'node:worker_threads';
import type { LifetimeData, LifetimeFit } from '@sillage/lifetime';

export interface FitThread {
  /** What the thread runs. Default: `fit-thread.js` beside this file. */
  entry?: URL;
  /** Node's own arguments for it. Default: those of this process. */
  execArgv?: string[];
}

/** Fits in a thread of its own, which ends with it: of a large shop it takes seconds of a processor. Rejects when aborted. */
export async function fitInThread(
  data: LifetimeData,
  signal: AbortSignal,
  thread: FitThread = {},
): Promise<LifetimeFit> {
  signal.throwIfAborted();
  const { entry = new URL('./fit-thread.js', import.meta.url), execArgv } = thread;
  const worker = new Worker(entry, { workerData: data, ...(execArgv && { execArgv }) });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  return new Promise<LifetimeFit>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread ended before it had fitted')));
  }).finally(() => signal.removeEventListener('abort', stop));
}
