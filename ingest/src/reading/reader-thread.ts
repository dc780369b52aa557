/** What a reader thread runs: bodies come in, what was read of them goes out. */
import { parentPort, workerData } from 'node:worker_threads';
import { FaultsError, ProblemError } from '@sillage/protocol';
import { createTextCleaner } from '../clean/text-cleaner.js';
import { type Reading, type ReadJob, readBatch } from './read-batch.js';
import { TailBuffer } from './tail-buffer.js';
import { type Answer, type AnswersMessage, type JobsMessage, packBatch, type ThreadData } from './thread-messages.js';

/** Answers of one message at most: a message costs the main thread 10 µs, and what waits for others waits. */
const answersPerMessage = 4;

const allowLists = new Map((workerData as ThreadData).allowLists);
const tails = new TailBuffer();
const reading: Reading = { findAllowList: (site) => allowLists.get(site), cleaner: createTextCleaner(), tails };
let answers: Answer[] = [];
let isScheduled = false;

parentPort?.on('message', (jobs: JobsMessage) => {
  for (const job of jobs) {
    answers.push(answer(job));
    if (answers.length === answersPerMessage) flush();
  }
  if (answers.length === 0 || isScheduled) return;
  isScheduled = true;
  // once the messages that are here already were read: they share the next one
  setImmediate(() => {
    isScheduled = false;
    if (answers.length > 0) flush();
  });
});

function answer(job: ReadJob): Answer {
  try {
    return packBatch(readBatch(job, reading));
  } catch (error) {
    if (!(error instanceof ProblemError)) return { failure: String(error instanceof Error ? error.stack : error) };
    const { code, detail } = error;
    if (error instanceof FaultsError) return { problem: code, errors: error.errors };
    return { problem: code, ...(detail !== undefined && { detail }) };
  }
}

function flush(): void {
  const bytes = tails.take();
  const message: AnswersMessage = { answers: JSON.stringify(answers), tails: bytes };
  answers = [];
  parentPort?.postMessage(message, [bytes.buffer]);
}
