import type { Fault, ProblemCode } from '@sillage/protocol';
import type { BatchRead, EventHead, ReadBatch, ReadEvent, ReadJob, UnreadableEvent } from './read-batch.js';

/** What a reader thread is told at its start. */
export interface ThreadData {
  /** By site: the query parameters that it keeps. */
  allowLists: readonly (readonly [site: string, allowList: readonly string[]])[];
}

/** To a thread: bodies, which it answers in order. */
export type JobsMessage = readonly ReadJob[];

/** What came of one body: what was read, the problem that ends its request, or an error of ours. */
export type Answer = PackedBatch | { problem: ProblemCode; detail?: string; errors?: Fault[] } | { failure: string };

/** From a thread: the next answers. Text costs less to pass than objects, and the bytes of the tails are handed over. */
export interface AnswersMessage {
  /** JSON of `Answer[]`. */
  answers: string;
  tails: Uint8Array;
}

/** A batch that was read, with what every head has by position: shorter, and read in two thirds of the time. */
export interface PackedBatch extends Omit<BatchRead, 'events'> {
  events: (PackedHead | UnreadableEvent)[];
}

type PackedHead = [
  id: EventHead['id'],
  type: EventHead['type'],
  occurredAt: number,
  clockOffsetMs: number,
  tab: string,
  sequence: number,
  tailEnd: number,
  rest?: Rest,
];

/** What only some heads have. */
type Rest = Omit<EventHead, 'id' | 'type' | 'occurredAt' | 'clockOffsetMs' | 'tab' | 'sequence' | 'tailEnd'>;

const packedFields = 7;

export function packBatch({ envelope, events, tailStart }: BatchRead): PackedBatch {
  return { envelope, events: events.map(packEvent), tailStart };
}

export function unpackBatch({ envelope, events, tailStart }: PackedBatch, tails: Uint8Array): ReadBatch {
  return { envelope, events: events.map(unpackEvent), tailStart, tails };
}

function packEvent(event: ReadEvent): PackedHead | UnreadableEvent {
  if ('refused' in event) return event;
  const { id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd } = event;
  const packed: PackedHead = [id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd];
  if (Object.keys(event).length > packedFields) packed.push(restOf(event));
  return packed;
}

function restOf(event: EventHead): Rest {
  const { id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd, ...rest } = event;
  return rest;
}

function unpackEvent(event: PackedHead | UnreadableEvent): ReadEvent {
  if (!Array.isArray(event)) return event;
  const [id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd, rest] = event;
  const head = { id, type, occurredAt, clockOffsetMs, tab, sequence, tailEnd };
  return rest ? Object.assign(head, rest) : head;
}
