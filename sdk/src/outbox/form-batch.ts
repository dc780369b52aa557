import { type Batch, limits, type Purpose, purposes } from '@sillage/protocol';
import type { ConsentRecord } from '../consent/consent-record.js';
import type { StoredEvent } from './event-store.js';

/** Bytes that the envelope may take of `limits.browserBatchBytes`: the token alone can have 512. */
const envelopeBytes = 900;
const encoder = new TextEncoder();

/** Milliseconds in the first 48 bits of a UUIDv7: when the event was made. */
const timeOf = (id: string) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** What an event may be used for: the purposes that hold now and held when it was made. */
export function purposesOf(id: string, granted: readonly Purpose[], { grantedAt }: ConsentRecord): Purpose[] {
  return purposes.filter((purpose) => granted.includes(purpose) && (grantedAt[purpose] ?? Infinity) <= timeOf(id));
}

export interface Selection {
  batch: StoredEvent[];
  purposes: Purpose[];
  /** Of a purpose that has ended since: never to be sent. */
  lapsed: string[];
}

/** The oldest events that share their purposes and fit in one request; one too large for it goes alone. */
export function selectBatch(
  events: readonly StoredEvent[],
  purposesOfEvent: (id: string) => Purpose[],
  maxEvents: number,
): Selection {
  const selection: Selection = { batch: [], purposes: [], lapsed: [] };
  let bytes = envelopeBytes;
  for (const event of events) {
    const held = purposesOfEvent(event[0]);
    if (!held.length) {
      selection.lapsed.push(event[0]);
      continue;
    }
    bytes += encoder.encode(event[1]).length + 1;
    const { batch } = selection;
    const isFull =
      batch.length >= maxEvents || bytes > limits.browserBatchBytes || `${held}` !== `${selection.purposes}`;
    if (batch.length && isFull) break;
    batch.push(event);
    selection.purposes = held;
  }
  return selection;
}

/** The body, its events as they were stored. */
export function formBody(envelope: Omit<Batch, 'events'>, events: readonly StoredEvent[]): string {
  return `${JSON.stringify(envelope).slice(0, -1)},"events":[${events.map(([, json]) => json).join()}]}`;
}
