import { randomUUID } from 'node:crypto';
import { type SillageEvent, uuidv7 } from '@sillage/protocol';
import type { StoredConsent, StoredEvent } from '@sillage/warehouse';
import type { JournalRecord } from '../event-store.js';

export type EventRecord = JournalRecord & { kind: 'event' };

const nilUuid = '00000000-0000-0000-0000-000000000000';

/** A page view of a visitor of its own, now, unless `stored` says otherwise. */
export function pageViewRecord(stored: Partial<StoredEvent> = {}, isSuspect = false): EventRecord {
  const occurredAt = stored.occurredAt ?? Date.now();
  const id = uuidv7(occurredAt);
  const event: SillageEvent = {
    type: 'page_view',
    id,
    occurredAt,
    clockOffsetMs: 0,
    tab: 'abcdefgh',
    sequence: 1,
    pageViewId: id,
    path: '/chaussures/randonnee/42',
    title: 'Chaussures de randonnée',
    topics: ['chaussures/randonnee'],
  };
  return {
    kind: 'event',
    isSuspect,
    stored: {
      event,
      site: 'boutique',
      visitor: randomUUID(),
      sessionId: randomUUID(),
      occurredAt,
      receivedAt: occurredAt,
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
    },
  };
}

export function purchaseRecord(orderId: string, stored: Partial<StoredEvent> = {}): EventRecord {
  const record = pageViewRecord(stored);
  const { id, occurredAt, pageViewId } = record.stored.event;
  const line = { productId: 'p-1', quantity: 1, priceMinor: 1999, currency: 'EUR' };
  record.stored.event = {
    type: 'purchase',
    id,
    occurredAt,
    pageViewId,
    clockOffsetMs: 0,
    tab: 'abcdefgh',
    sequence: 2,
    order: { orderId, currency: 'EUR', totalMinor: 1999, lines: [line] },
  };
  return record;
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
