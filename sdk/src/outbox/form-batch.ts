import { limits } from '@sillage/protocol';
import type { StoredEvent } from './outbox.js';

/** Bytes of events for one request: the envelope may take 900 of the 16 KiB, for the token alone can have 512. */
export const batchBytes: number = limits.browserBatchBytes - 900;
const encoder = new TextEncoder();

/** The oldest events that share their purposes and fit in the bytes; one too large goes alone. */
export function formBatch(events: readonly StoredEvent[]): StoredEvent[] {
  let room = batchBytes;
  return events.filter(([, json, purposes], index) => {
    room -= encoder.encode(json).length;
    return !index || (room > 0 && purposes === events[0]?.[2]);
  });
}
