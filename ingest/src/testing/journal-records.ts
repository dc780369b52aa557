import { randomUUID } from 'node:crypto';
import { type SillageEvent, uuidv7 } from '@sillage/protocol';
import { type StoredConsent, toEventRowTail } from '@sillage/warehouse';
import type { JournalRecord, RecordedEvent } from '../event-store.js';

export type EventRecord = JournalRecord & { kind: 'event' };

const nilUuid = '00000000-0000-0000-0000-000000000000';

/** A page view of a visitor of its own, now, unless `stored` says otherwise. */
export function pageViewRecord(stored: Partial<RecordedEvent> = {}, isSuspect = false): EventRecord {
  const base = baseOf(stored);
  const event: SillageEvent = {
    ...base,
    type: 'page_view',
    path: '/chaussures/randonnee/42',
    title: 'Chaussures de randonnée',
    topics: ['chaussures/randonnee'],
  };
  return { kind: 'event', isSuspect, stored: toStored(event, stored) };
}

export function purchaseRecord(orderId: string, stored: Partial<RecordedEvent> = {}): EventRecord {
  const base = baseOf(stored);
  const line = { productId: 'p-1', quantity: 1, priceMinor: 1999, currency: 'EUR' };
  const event: SillageEvent = {
    ...base,
    type: 'purchase',
    order: { orderId, currency: 'EUR', totalMinor: 1999, lines: [line] },
  };
  return { kind: 'event', isSuspect: false, stored: toStored(event, { orderId, ...stored }) };
}

function baseOf({ occurredAt = Date.now() }: Partial<RecordedEvent>) {
  const id = uuidv7(occurredAt);
  return { id, occurredAt, clockOffsetMs: 0, tab: 'abcdefgh', sequence: 1, pageViewId: id };
}

function toStored(event: SillageEvent, stored: Partial<RecordedEvent>): RecordedEvent {
  const { id, type, tab, clockOffsetMs, occurredAt } = event;
  return {
    id,
    type,
    orderId: undefined,
    product: undefined,
    hasOwnSession: false,
    tail: Buffer.from(toEventRowTail(event)),
    site: 'boutique',
    visitor: randomUUID(),
    sessionId: randomUUID(),
    occurredAt,
    receivedAt: occurredAt,
    tab,
    clockOffsetMs,
    channel: 'web',
    device: 'desktop',
    country: 'FR',
    isBot: false,
    isInternal: false,
    purposes: ['measurement'],
    basis: 'consent',
    proofId: nilUuid,
    customerId: '',
    retentionDays: 760,
    ...stored,
  };
}

export function consentRecord(consent: Partial<StoredConsent> = {}): JournalRecord & { kind: 'consent' } {
  const decidedAt = consent.decidedAt ?? Date.now();
  return {
    kind: 'consent',
    consent: {
      proofId: randomUUID(),
      site: 'boutique',
      visitor: randomUUID(),
      states: { measurement: 'granted', personalisation: 'granted' },
      decidedAt,
      expiresAt: decidedAt + 182 * 86_400_000,
      policyVersion: '1',
      bannerTextHash: '',
      language: 'fr',
      sourceName: 'api',
      sourceVersion: '',
      sourceConsentId: '',
      gpc: false,
      sdk: 'sillage-js/0.1.0',
      ...consent,
    },
  };
}
