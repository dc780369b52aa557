import type { ProblemCode } from '@sillage/protocol';
import type { BatchRead, ReadJob } from './read-batch.js';

/** What a reader thread is told at its start. */
export interface ThreadData {
  /** By site: the query parameters that it keeps. */
  allowLists: readonly (readonly [site: string, allowList: readonly string[]])[];
}

/** To a thread: bodies, which it answers in order. */
export type JobsMessage = readonly ReadJob[];

/** What came of one body: what was read, the problem that ends its request, or an error of ours. */
export type Answer = BatchRead | { problem: ProblemCode; detail?: string } | { failure: string };

/** From a thread: the next answers. Text costs less to pass than objects, and the bytes of the tails are handed over. */
export interface AnswersMessage {
  /** JSON of `Answer[]`. */
  answers: string;
  tails: Uint8Array;
}
