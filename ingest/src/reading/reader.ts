import { createTextCleaner } from '../clean/text-cleaner.js';
import { type ReadBatch, type Reading, type ReadJob, readBatch } from './read-batch.js';
import { TailBuffer } from './tail-buffer.js';

/** Reads bodies: in this thread, or in others beside it. */
export interface Reader {
  /** Rejects with ProblemError `malformed_body`, `invalid_batch`, or `reading_failed` where a thread failed or too much waits. */
  read(job: ReadJob): Promise<ReadBatch>;
  /** Ends what it started; bodies that it still has are refused as `shutting_down`. */
  close(): Promise<void>;
}

/** Reads in this thread. */
export function createInlineReader(findAllowList: Reading['findAllowList']): Reader {
  const reading: Reading = { findAllowList, cleaner: createTextCleaner(), tails: new TailBuffer() };
  return {
    read: async (job) => {
      const { envelope, events, tailStart } = readBatch(job, reading);
      return { envelope, events, tailStart, tails: reading.tails.take() };
    },
    close: async () => undefined,
  };
}
