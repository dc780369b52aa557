import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EventStore, JournalRecord } from './event-store.js';
import { openEventStore } from './open-event-store.js';
import { now, proofId, visitor } from './testing/ingest-harness.js';
import { consentRecord, pageViewRecord, purchaseRecord } from './testing/journal-records.js';
import { MemoryEventStore } from './testing/memory-event-store.js';
import { createMemoryWarehouse } from './testing/memory-warehouse.js';
import { quietLogger } from './testing/quiet-logger.js';

type Use = (store: EventStore) => Promise<void>;

async function inMemory(use: Use): Promise<void> {
  await use(new MemoryEventStore());
}

async function onDisk(use: Use): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'event-store-'));
  const store = await openEventStore({ directory, warehouse: createMemoryWarehouse(), logger: quietLogger });
  try {
    await use(store);
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}

const site = 'boutique';
const both = ['measurement', 'personalisation'] as const;
const erasure: JournalRecord = { kind: 'erasure', site, visitor, at: now };
const person: JournalRecord = {
  kind: 'person',
  person: { site, visitor, customerId: 'c-1', proof: 'key', linkedAt: now },
};
const withdrawal: JournalRecord = { kind: 'withdrawal', site, visitor, purposes: ['personalisation'], at: now };
const consent = consentRecord({ proofId, visitor, decidedAt: now - 1_000, expiresAt: now + 1_000_000 });

const cases: [string, Use][] = [
  [
    'what was appended is known before it is durable, in its site alone',
    async (store) => {
      const record = pageViewRecord();
      const { id } = record.stored;
      const appended = store.append([record]);
      expect(store.isKnownEvent(site, id)).toBe(true);
      expect(store.isKnownEvent('outlet', id)).toBe(false);
      await appended;
      await store.flushed();
      expect(store.isKnownEvent(site, id)).toBe(true);
    },
  ],
  [
    'the first event of an order keeps it',
    async (store) => {
      const [first, second] = [purchaseRecord('A-1'), purchaseRecord('A-1')] as const;
      await store.append([first, second]);
      expect(store.findOrder(site, 'A-1')).toBe(first.stored.id);
      expect(store.findOrder('outlet', 'A-1')).toBeUndefined();
    },
  ],
  [
    "a visitor's events widen the session they belong to",
    async (store) => {
      const first = pageViewRecord({ visitor, occurredAt: now });
      const { sessionId } = first.stored;
      await store.append([first, pageViewRecord({ visitor, sessionId, occurredAt: now + 60_000 })]);
      const span = { id: sessionId, startedAt: now, endedAt: now + 60_000 };
      expect(store.findVisitor(site, visitor)?.sessions).toEqual([span]);
    },
  ],
  [
    'a visitor who was never heard of is not known',
    async (store) => {
      expect(store.findVisitor(site, visitor)).toBeUndefined();
    },
  ],
  [
    'a consent, a withdrawal of one purpose and a customer are known of the visitor',
    async (store) => {
      await store.append([consent]);
      expect(store.findVisitor(site, visitor)?.consent).toMatchObject({ proofId, purposes: both });
      await store.append([withdrawal, person]);
      expect(store.findVisitor(site, visitor)).toMatchObject({
        consent: { purposes: ['measurement'] },
        withdrawnAt: { personalisation: now },
        customerId: 'c-1',
      });
    },
  ],
  [
    'of an erased visitor nothing is known but that',
    async (store) => {
      await store.append([pageViewRecord({ visitor }), consent, person]);
      await store.append([erasure]);
      expect(store.findVisitor(site, visitor)).toEqual({ sessions: [], erasedAt: now });
    },
  ],
];

describe.each([
  ['in memory', inMemory],
  ['on disk', onDisk],
])('an event store %s', (_name, withStore) => {
  test.each(cases)('%s', (_title, use) => withStore(use));
});
