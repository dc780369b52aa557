import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEventStore } from './open-event-store.js';
import { pageViewRecord } from './testing/journal-records.js';
import { createMemoryWarehouse } from './testing/memory-warehouse.js';
import { quietLogger } from './testing/quiet-logger.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'event-store-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = () => openEventStore({ directory, warehouse: createMemoryWarehouse(), logger: quietLogger });

test('what was appended is known at once, and after the store was opened again', async () => {
  const store = await open();
  const record = pageViewRecord();
  const { event, site, visitor } = record.stored;
  expect(store.isKnownEvent(site, event.id)).toBe(false);
  const appended = store.append([record]);
  expect(store.isKnownEvent(site, event.id)).toBe(true);
  await appended;
  const known = store.findVisitor(site, visitor);
  expect(known?.sessions).toHaveLength(1);
  await store.close();
  const reopened = await open();
  expect(reopened.isKnownEvent(site, event.id)).toBe(true);
  expect(reopened.findVisitor(site, visitor)).toEqual(known);
  await reopened.close();
});
