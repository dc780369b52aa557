import {
  partitionOf,
  readChoiceRow,
  readConsentRow,
  readEventRow,
  readPersonChangeRow,
  readPersonRow,
  toChoiceRow,
  toConsentRow,
  toEventRowHead,
  toEventRowTime,
  toPersonChangeRow,
  toPersonRow,
  toRejectionRow,
} from '@sillage/warehouse';
import type { JournalRecord, RecordedEvent } from './event-store.js';
import { type EncodedRecord, type RecordView, recordFlags, rowText } from './journal/record.js';
import type { Fact } from './node-state/fold.js';

/**
 * A record as the journal keeps it: rows as the line that ClickHouse gets, markers as their own JSON.
 * `coversSince`: events that occurred before are suspect, for their ids may have been forgotten here.
 */
export function encodeRecord(record: JournalRecord, coversSince: number): EncodedRecord {
  switch (record.kind) {
    case 'event':
      return encodeEvent(record.stored, record.isSuspect || record.stored.occurredAt < coversSince);
    case 'consent':
      return plain('consent', record.consent.decidedAt, toConsentRow(record.consent));
    case 'person':
      return plain('person', record.person.linkedAt, toPersonRow(record.person));
    case 'rejection':
      return {
        ...plain('rejection', record.rejection.receivedAt, toRejectionRow(record.rejection)),
        flags: record.isSuspect ? recordFlags.suspect : 0,
      };
    case 'change':
      return heard(record, plain('change', record.change.changedAt, toPersonChangeRow(record.change)));
    case 'choice':
      return heard(record, plain('choice', record.choice.decidedAt, toChoiceRow(record.choice)));
    default:
      return plain(record.kind, record.at, JSON.stringify(record));
  }
}

function heard({ isHeard }: { isHeard?: boolean }, encoded: EncodedRecord): EncodedRecord {
  return isHeard ? { ...encoded, flags: recordFlags.heard } : encoded;
}

function encodeEvent(stored: RecordedEvent, isSuspect: boolean): EncodedRecord {
  const { occurredAt, tail } = stored;
  const head = toEventRowHead(stored);
  const flags = flagsOf(stored, isSuspect);
  return { kind: 'event', flags, partition: partitionOf(occurredAt), head, row: toEventRowTime(occurredAt), tail };
}

/** The event's row as JSON: what ClickHouse gets. */
export function toRowText(event: RecordedEvent): string {
  return toEventRowHead(event) + toEventRowTime(event.occurredAt) + Buffer.from(event.tail).toString('utf8');
}

function plain(kind: EncodedRecord['kind'], at: number, row: string): EncodedRecord {
  return { kind, flags: 0, partition: partitionOf(at), row };
}

function flagsOf(stored: RecordedEvent, isSuspect: boolean): number {
  return (
    (isSuspect ? recordFlags.suspect : 0) |
    (stored.type === 'purchase' ? recordFlags.purchase : 0) |
    (stored.hasOwnSession ? recordFlags.ownSession : 0)
  );
}

/** What the record says about the node's state; `readFact` says the same of it once it is on disk. */
export function toFact(record: JournalRecord): Fact {
  if (record.kind === 'rejection') return { kind: 'rejection' };
  if (record.kind !== 'event') return record;
  const { site, visitor, id, sessionId, occurredAt, orderId, hasOwnSession } = record.stored;
  return { kind: 'event', site, visitor, id, sessionId, occurredAt, orderId, hasOwnSession };
}

/** Throws on a record that `encodeRecord` did not make. */
export function readFact(view: RecordView): Fact {
  switch (view.kind) {
    case 'event': {
      const { site, visitor, id, sessionId, occurredAt, orderId } = readEventRow(rowText(view));
      const hasOwnSession = (view.flags & recordFlags.ownSession) !== 0;
      return { kind: 'event', site, visitor, id, sessionId, occurredAt, orderId, hasOwnSession };
    }
    case 'consent':
      return { kind: 'consent', consent: readConsentRow(rowText(view)) };
    case 'person':
      return { kind: 'person', person: readPersonRow(rowText(view)) };
    case 'change':
      return { kind: 'change', change: readPersonChangeRow(rowText(view)) };
    case 'choice':
      return { kind: 'choice', choice: readChoiceRow(rowText(view)) };
    case 'rejection':
      return { kind: 'rejection' };
    default:
      return readMarker(view);
  }
}

/** An erasure or a withdrawal. */
export function readMarker(view: RecordView): Fact & { kind: 'erasure' | 'withdrawal' } {
  return JSON.parse(rowText(view)) as Fact & { kind: 'erasure' | 'withdrawal' };
}
