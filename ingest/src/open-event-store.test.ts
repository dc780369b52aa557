import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEventRow } from '@sillage/warehouse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalRecord } from './event-store.js';
import { DirectoryLockedError } from './journal/directory-lock.js';
import { listSegments } from './journal/segment.js';
import { type EventStoreOptions, openEventStore } from './open-event-store.js';
import { toRowText } from './record-codec.js';
import { openOnDisk } from './testing/full-disk.js';
import { consentRecord, pageViewRecord, purchaseRecord } from './testing/journal-records.js';
import { createMemoryWarehouse, type MemoryWarehouse } from './testing/memory-warehouse.js';
import { quietLogger } from './testing/quiet-logger.js';

let directory: string;
let warehouse: MemoryWarehouse;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'event-store-'));
  warehouse = createMemoryWarehouse();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = (options: Partial<EventStoreOptions> = {}) =>
  openEventStore({ directory, warehouse, logger: quietLogger, loadIntervalMs: 5, ...options });
const site = 'boutique';
const loadedIds = () => warehouse.lines.events.map((line) => readEventRow(line).id);

test('what was appended is known at once, and after the store was opened again', async () => {
  const store = await open();
  const consent = consentRecord();
  const { visitor } = consent.consent;
  const view = pageViewRecord({ visitor });
  const purchase = purchaseRecord('o-1', { visitor });
  const { id } = view.stored;
  expect(store.isKnownEvent(site, id)).toBe(false);
  const appended = store.append([consent, view, purchase]);
  expect(store.isKnownEvent(site, id)).toBe(true);
  await appended;
  const known = store.findVisitor(site, visitor);
  expect(known).toMatchObject({ consent: { purposes: ['measurement', 'personalisation'] } });
  expect(known?.sessions).toHaveLength(2);
  await store.close();
  const reopened = await open();
  expect(reopened.isKnownEvent(site, id)).toBe(true);
  expect(reopened.isKnownEvent('another-shop', id)).toBe(false);
  expect(reopened.findVisitor(site, visitor)).toEqual(known);
  expect(reopened.findOrder(site, 'o-1')).toBe(purchase.stored.id);
  await reopened.close();
});

test('nobody but the owner can look into it, whoever may into the directory around it', async () => {
  await chmod(directory, 0o755);
  await (await open()).close();
  for (const name of ['journal', 'state']) expect((await stat(join(directory, name))).mode & 0o777).toBe(0o700);
});

test('a second process is told that the directory is in use', async () => {
  const store = await open();
  await expect(open()).rejects.toThrow(DirectoryLockedError);
  await store.close();
});

test('a duplicate that arrives while its first append is written is known, and waits for the same frame', async () => {
  const store = await open();
  const record = pageViewRecord();
  const order: string[] = [];
  const first = store.append([record]).then(() => order.push('first'));
  expect(store.isKnownEvent(site, record.stored.id)).toBe(true);
  const second = store.flushed().then(() => order.push('duplicate'));
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'duplicate']);
  await store.drain();
  expect(loadedIds()).toEqual([record.stored.id]);
});

describe('when the journal can not be written', () => {
  let isFull: boolean;
  beforeEach(() => {
    isFull = false;
  });
  const openFile = openOnDisk(() => isFull);

  test('nothing of an append stays, so that sending it again stores it once', async () => {
    const store = await open({ openFile });
    const before = pageViewRecord();
    await store.append([before]);
    const record = purchaseRecord('o-1', { visitor: before.stored.visitor });
    const known = store.findVisitor(site, before.stored.visitor);
    isFull = true;
    const refused = store.append([record]);
    const duplicate = store.flushed();
    await expect(refused).rejects.toMatchObject({ code: 'journal_failed', retryAfterSeconds: 5 });
    await expect(duplicate).rejects.toMatchObject({ code: 'journal_failed' });
    expect(store.isKnownEvent(site, record.stored.id)).toBe(false);
    expect(store.findOrder(site, 'o-1')).toBeUndefined();
    expect(store.findVisitor(site, before.stored.visitor)).toEqual(known);
    isFull = false;
    await store.append([record]);
    await store.drain();
    expect(loadedIds()).toEqual([before.stored.id, record.stored.id]);
  });
});

test.each([4_000, 67_108_864])(
  'a full journal refuses, and goes on when it is loaded (segments of %d)',
  async (segmentBytes) => {
    warehouse.before = () => {
      throw new Error('away');
    };
    const store = await open({ maxBytes: 20_000, segmentBytes, reservedBytes: 0, random: () => 0 });
    const append = () => store.append([pageViewRecord(), pageViewRecord()]);
    const fill = async () => {
      for (;;) await append();
    };
    await expect(fill()).rejects.toMatchObject({ code: 'journal_full' });
    warehouse.before = () => undefined;
    await expect
      .poll(
        () =>
          append().then(
            () => 'taken',
            (error) => error.code,
          ),
        { timeout: 5_000 },
      )
      .toBe('taken');
    expect(await store.drain()).toBe(true);
    expect(new Set(loadedIds()).size).toBe(loadedIds().length);
  },
);

test('loaded segments are deleted once the node state is on disk, and nothing is loaded twice after it', async () => {
  const store = await open({ segmentBytes: 2_000 });
  const records: JournalRecord[] = [];
  for (let index = 0; index < 40; index += 1) {
    const record = pageViewRecord();
    records.push(record);
    await store.append([record]);
  }
  const segments = async () => (await listSegments(join(directory, 'journal'))).length;
  await expect
    .poll(async () => store.append([pageViewRecord()]).then(segments), { timeout: 5_000, interval: 20 })
    .toBeLessThan(5);
  await store.drain();
  const loaded = loadedIds();
  expect(new Set(loaded).size).toBe(loaded.length);
  await (await open()).drain();
  expect(loadedIds()).toEqual(loaded);
});

test('a journal whose progress is lost is not loaded again', async () => {
  const store = await open();
  await store.append([pageViewRecord()]);
  await store.close();
  await rm(join(directory, 'journal', 'loader'));
  await expect(open()).rejects.toThrow('does not say what of the journal is loaded');
});

test('positions and tokens are never used again when segments are lost', async () => {
  const first = await open();
  await first.append([pageViewRecord()]);
  await first.drain();
  for (const { path } of await listSegments(join(directory, 'journal'))) await rm(path);
  const second = await open();
  await second.append([pageViewRecord()]);
  await second.drain();
  expect(loadedIds()).toHaveLength(2);
});

test('where the node state is lost, it is made again from what the journal still has', async () => {
  const store = await open();
  const record = pageViewRecord();
  await store.append([record]);
  await store.close();
  await rm(join(directory, 'state'), { recursive: true });
  const again = await open();
  expect(again.isKnownEvent(site, record.stored.id)).toBe(true);
  await again.close();
});

describe('an erasure', () => {
  const erasureOf = (visitor: string): JournalRecord => ({ kind: 'erasure', site, visitor, at: Date.now() });
  const journalText = async () => {
    const files = await listSegments(join(directory, 'journal'));
    return Buffer.concat(await Promise.all(files.map(({ path }) => readFile(path)))).toString('latin1');
  };

  test('leaves nothing in the segment that is written, nor in the index of ids, while others go on', async () => {
    const erased: string[] = [];
    const store = await open({ onErased: (_, who) => erased.push(who) });
    const [gone, stays] = [pageViewRecord(), pageViewRecord()];
    const { visitor, id } = gone.stored;
    await store.append([gone, stays]);
    await store.append([erasureOf(visitor)]);
    await expect.poll(journalText).not.toContain(visitor);
    expect(erased).toEqual([visitor]);
    expect([id, stays.stored.id].map((each) => store.isKnownEvent(site, each))).toEqual([false, true]);
    await store.drain();
    const again = await open();
    expect([id, stays.stored.id].map((each) => again.isKnownEvent(site, each))).toEqual([false, true]);
    expect(again.findVisitor(site, visitor)).toMatchObject({ sessions: [], erasedAt: expect.any(Number) });
    await again.close();
    expect(loadedIds()).toEqual([stays.stored.id]);
  });

  test.each([
    ['ClickHouse', []],
    ['ClickHouse, journal and state', ['journal', 'state']],
  ])('is repeated after %s came back from a backup', async (_, lost) => {
    const record = pageViewRecord();
    const { visitor } = record.stored;
    const store = await open();
    await store.append([record]);
    await store.append([erasureOf(visitor)]);
    await store.drain();
    expect(loadedIds()).toEqual([]);
    for (const name of lost) await rm(join(directory, name), { recursive: true });
    warehouse.lines.events.push(toRowText(record.stored));
    const restored = await open();
    expect(restored.findVisitor(site, visitor)).toMatchObject({ erasedAt: expect.any(Number) });
    await expect.poll(loadedIds).toEqual([]);
    await restored.drain();
  });

  test('nobody is erased again while nobody came back', async () => {
    const store = await open();
    await store.append([erasureOf(crypto.randomUUID())]);
    await store.drain();
    const again = await open();
    await expect.poll(() => warehouse.calls).toContain('heldVisitors');
    await again.drain();
    expect(warehouse.erased).toHaveLength(1);
  });
});
