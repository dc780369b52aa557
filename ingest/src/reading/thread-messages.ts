import type { ProblemCode } from '@sillage/protocol';
import type { BatchRead, EventHead, ReadBatch, ReadEvent, ReadJob } from './read-batch.js';

/** What a reader thread is told at its start. */
export interface ThreadData {
  /** By site: the query parameters that it keeps. */
  allowLists: readonly (readonly [site: string, allowList: readonly string[]])[];
}

/** To a thread: bodies, which it answers in order. */
export type JobsMessage = readonly ReadJob[];

/** What came of one body: what was read, the problem that ends its request, or an error of ours. */
export type Answer = PackedBatch | { problem: ProblemCode; detail?: string } | { failure: string };

/** From a thread: the next answers. Text costs less to pass than objects, and the bytes of the tails are handed over. */
export interface AnswersMessage {
  /** JSON of `Answer[]`. */
  answers: string;
  tails: Uint8Array;
}

/** A batch that was read, with most heads by position: shorter, and read in two thirds of the time. */
export interface PackedBatch extends Omit<BatchRead, 'events'> {
  events: (PackedHead | ReadEvent)[];
}

type PackedHead = [
  id: EventHead['id'],
  type: EventHead['type'],
  occurredAt: number,
  clockOffsetMs: number,
  tab: string,
  sequence: number,
  tailEnd: number,
];

const packedFields = 7;

export function packBatch({ events, ...batch }: BatchRead): PackedBatch {
  return { ...batch, events: events.map(packEvent) };
}

export function unpackBatch({ envelope, events, tailStart }: PackedBatch, tails: Uint8Array): ReadBatch {
  return { envelope, events: events.map(unpackEvent), tailStart, tails };
}

/** What has more than every head has goes as it is. */
function packEvent(event: ReadEvent): PackedHead | ReadEvent {
  if ('refused' in event || Object.keys(event).length !== packedFields) return event;
  const { id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd } = event;
  return [id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd];
}

function unpackEvent(event: PackedHead | ReadEvent): ReadEvent {
  if (!Array.isArray(event)) return event;
  const [id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd] = event;
  return { id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd };
}
