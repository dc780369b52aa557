/** What the state's thread runs: transactions come in, one by one, and what to adopt goes out. */
import { parentPort, workerData } from 'node:worker_threads';
import { type StateBatch, type StateMeta, StateTables, type StateTablesOptions } from './state-tables.js';

/** What the thread is told at its start. */
export type StateThreadData = Omit<StateTablesOptions, 'clock'>;

/** To the thread: what stands before the batch, and the batch; or that it is to end. */
export type StateThreadJob = { meta: StateMeta; batch: StateBatch } | 'end';

/** From the thread. */
export type StateThreadAnswer = { meta: StateMeta } | { failure: string };

const tables = new StateTables({ ...(workerData as StateThreadData), clock: Date.now });

parentPort?.on('message', (job: StateThreadJob) => {
  if (job === 'end') void tables.close().finally(() => parentPort?.close());
  else void answer(job).then((message) => parentPort?.postMessage(message));
});

async function answer({ meta, batch }: Exclude<StateThreadJob, 'end'>): Promise<StateThreadAnswer> {
  try {
    tables.adopt(meta);
    return { meta: await tables.write(batch) };
  } catch (error) {
    return { failure: String(error instanceof Error ? error.stack : error) };
  }
}
