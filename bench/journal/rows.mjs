import { readFileSync } from 'node:fs';
import { uuidv7 } from '@sillage/protocol';
import { toEventRow } from '@sillage/warehouse';

const { events } = JSON.parse(readFileSync(new URL('../ingest/batch.json', import.meta.url), 'utf8'));
const nilUuid = '00000000-0000-0000-0000-000000000000';
const visitors = Array.from({ length: 1000 }, () => ({ visitor: crypto.randomUUID(), sessionId: crypto.randomUUID() }));

/** The ten events of `bench/ingest/batch.json` as they are stored, with new ids, of one visitor out of 1,000. */
export function storedEvents() {
  const now = Date.now();
  const pageViewId = uuidv7(now);
  const shared = { ...sharedFields, ...visitors[Math.floor(Math.random() * visitors.length)] };
  return events.map((event) => ({
    ...shared,
    event: { ...event, id: uuidv7(now), pageViewId, occurredAt: now },
    occurredAt: now,
    receivedAt: now,
  }));
}

const sharedFields = {
  site: 'boutique',
  channel: 'web',
  device: 'desktop',
  country: 'FR',
  isBot: false,
  isInternal: false,
  purposes: ['measurement', 'personalisation'],
  basis: 'consent',
  proofId: nilUuid,
  customerId: '',
  retentionDays: 760,
};

/** The same as the journal takes them. */
export function rowsOfOneAppend() {
  return storedEvents().map((stored) => ({ kind: 'event', flags: 0, partition: 202611, row: toEventRow(stored) }));
}
