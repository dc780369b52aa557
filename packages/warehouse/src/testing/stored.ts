import { randomUUID } from 'node:crypto';
import { type SillageEvent, uuidv7 } from '@sillage/protocol';
import { toEventRow } from '../rows/event-row.js';
import type { StoredEvent } from '../stored-event.js';
import type { Block, EventPlace } from '../warehouse.js';

/** 1 October 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 9, 1, 12);
export const minuteMs = 60_000;

/** An event without what `store` fills in. */
export type Draft = SillageEvent extends infer Event
  ? Event extends SillageEvent
    ? Omit<Event, 'id' | 'occurredAt' | 'clockOffsetMs' | 'tab' | 'sequence' | 'pageViewId'> & { pageViewId?: string }
    : never
  : never;

/** A stored event of the site `shop`, at `noon` where nothing else is said. */
export function store(draft: Draft, over: Partial<StoredEvent> = {}): StoredEvent {
  const occurredAt = over.occurredAt ?? noon;
  const id = uuidv7(occurredAt);
  const event = { id, occurredAt, clockOffsetMs: 0, tab: 'tab00001', sequence: 0, pageViewId: id, ...draft };
  return {
    event: event as SillageEvent,
    site: 'shop',
    visitor: '11111111-1111-4111-8111-111111111111',
    sessionId: '22222222-2222-4222-8222-222222222222',
    occurredAt,
    receivedAt: occurredAt + 100,
    channel: 'web',
    device: 'mobile',
    country: 'FR',
    isBot: false,
    isInternal: false,
    purposes: ['measurement', 'personalisation'],
    basis: 'consent',
    proofId: '33333333-3333-4333-8333-333333333333',
    customerId: '',
    retentionDays: 0,
    ...over,
  };
}

export function toBlock(events: readonly StoredEvent[], token: string = randomUUID()): Block {
  return { table: 'events', token, rows: toLines(events.map(toEventRow)) };
}

export function toLines(rows: readonly string[]): Buffer {
  return Buffer.from(rows.map((row) => `${row}\n`).join(''));
}

export function toPlace({ site, visitor, event, occurredAt }: StoredEvent): EventPlace {
  return { site, visitor, id: event.id, occurredAt };
}
