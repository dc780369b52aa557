import { limits, type Purpose } from '@sillage/protocol';
import type { ConsentRecord } from '../consent/gate.js';
import type { StoredEvent } from './event-store.js';

/** Bytes that the envelope may take of `limits.browserBatchBytes`: the token alone can have 512. */
const envelopeBytes = 900;
const encoder = new TextEncoder();

export interface Selection {
  /** Empty for events of a purpose that has ended since: never to be sent. */
  purposes: Purpose[];
  ids: string[];
  batch: StoredEvent[];
}

/**
 * The oldest events that share their purposes and fit in one request; one too large for it goes alone. An event serves
 * the purposes that hold now and held when it was made, which the first 48 bits of a UUIDv7 tell in milliseconds.
 */
export function selectBatch(
  events: readonly StoredEvent[],
  granted: readonly Purpose[],
  since: ConsentRecord['since'],
): Selection {
  let room = limits.browserBatchBytes - envelopeBytes;
  const purposesOf = (id = '') =>
    granted.filter((name) => (since[name] as number) <= Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
  const purposes = purposesOf(events[0]?.[0]);
  const batch = events.filter(([id, json], index) => {
    room -= encoder.encode(json).length;
    return !index || (room > 0 && `${purposesOf(id)}` === `${purposes}`);
  });
  return { purposes, batch, ids: batch.map(([id]) => id) };
}
