import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstPreviousHash } from '@sillage/warehouse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listSegments } from './journal/segment.js';
import { type EventStoreOptions, openEventStore } from './open-event-store.js';
import { openOnDisk } from './testing/full-disk.js';
import { consentRecord, pageViewRecord } from './testing/journal-records.js';
import { loadedProofs, verifyLoaded } from './testing/loaded-proofs.js';
import { createMemoryWarehouse, type MemoryWarehouse } from './testing/memory-warehouse.js';
import { quietLogger } from './testing/quiet-logger.js';

let directory: string;
let warehouse: MemoryWarehouse;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'proof-chain-'));
  warehouse = createMemoryWarehouse();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = (options: Partial<EventStoreOptions> = {}) =>
  openEventStore({ directory, warehouse, logger: quietLogger, loadIntervalMs: 5, random: () => 0, ...options });
const consents = (count: number, site = 'boutique') => Array.from({ length: count }, () => consentRecord({ site }));
const away = () => {
  throw new Error('away');
};
const intact = (proofs: number) => ({ proofs, isHeadKnown: true, faults: [] });

test('a site has one chain on a node, numbered in the order of the journal', async () => {
  const store = await open();
  const [first, ...more] = consents(4);
  await Promise.all([
    store.append([first as never, pageViewRecord(), ...consents(1, 'outlet')]),
    store.append(more),
    store.append(consents(2, 'outlet')),
  ]);
  const heads = [...store.proofHeads('boutique'), ...store.proofHeads('outlet')];
  expect(heads.map(({ number }) => number)).toEqual([4, 3]);
  expect(heads[0]?.chain).not.toBe(heads[1]?.chain);
  await store.drain();
  const proofs = loadedProofs(warehouse).filter(({ site }) => site === 'boutique');
  expect(proofs.map(({ proofId }) => proofId)).toEqual([first, ...more].map((record) => record?.consent.proofId));
  expect(proofs[0]?.link).toMatchObject({ number: 1, previousHash: firstPreviousHash });
  expect(verifyLoaded(warehouse, heads)).toMatchObject([intact(4), intact(3)]);
});

test('the chain goes on after a restart, and after one for which the node state came too late', async () => {
  const first = await open();
  await first.append(consents(2));
  await first.drain();
  warehouse.before = away;
  const second = await open();
  await second.append(consents(2));
  await second.close();
  // what a crash before the state's first transaction leaves
  await rm(join(directory, 'state'), { recursive: true });
  warehouse.before = () => undefined;
  const third = await open();
  await third.append(consents(2));
  const heads = third.proofHeads('boutique');
  expect(heads).toMatchObject([{ number: 6 }]);
  await third.drain();
  expect(verifyLoaded(warehouse, heads)).toMatchObject([intact(6)]);
});

test('a chain of which the node lost the end is not gone on with: another begins', async () => {
  const first = await open();
  await first.append(consents(2));
  await first.drain();
  for (const { path } of await listSegments(join(directory, 'journal'))) await rm(path);
  await rm(join(directory, 'state'), { recursive: true });
  const second = await open();
  expect(second.proofHeads('boutique')).toEqual([]);
  await second.append(consents(3));
  const heads = second.proofHeads('boutique');
  await second.drain();
  expect(heads).toMatchObject([{ number: 3 }]);
  const reports = verifyLoaded(warehouse, heads);
  expect(reports.map(({ proofs, isHeadKnown, faultCount }) => [proofs, isHeadKnown, faultCount])).toEqual([
    [2, false, 0],
    [3, true, 0],
  ]);
});

test('a state of another journal keeps the heads that it knows, and begins new chains', async () => {
  const first = await open();
  await first.append(consents(2));
  await first.drain();
  await rm(join(directory, 'journal'), { recursive: true });
  const second = await open();
  await second.append(consents(1));
  expect(second.proofHeads('boutique')).toMatchObject([{ number: 2 }, { number: 1 }]);
  await second.close();
  const third = await open();
  await third.append(consents(1));
  const heads = third.proofHeads('boutique');
  expect(heads).toMatchObject([{ number: 2 }, { number: 2 }]);
  await third.drain();
  expect(verifyLoaded(warehouse, heads)).toMatchObject([intact(2), intact(2)]);
});

test('a proof that did not get to the disk leaves no hole', async () => {
  let isFull = false;
  const openFile = openOnDisk(() => isFull);
  const store = await open({ openFile });
  await store.append(consents(1));
  isFull = true;
  await expect(Promise.all([store.append(consents(2)), store.append(consents(1))])).rejects.toThrow();
  isFull = false;
  await store.append(consents(1));
  const heads = store.proofHeads('boutique');
  await store.drain();
  expect(verifyLoaded(warehouse, heads)).toMatchObject([intact(2)]);
});

test('who waits for what was appended is told when it is loaded, and that it is not while ClickHouse is away', async () => {
  warehouse.before = away;
  const store = await open();
  await store.append(consents(1));
  expect(await store.loaded(20)).toBe(false);
  const waiting = store.loaded(60_000);
  warehouse.before = () => undefined;
  expect(await waiting).toBe(true);
  expect(loadedProofs(warehouse)).toHaveLength(1);
  expect(await store.loaded(0)).toBe(true);
  warehouse.before = away;
  await store.append(consents(1));
  const abandoned = store.loaded(60_000);
  await store.close();
  expect(await abandoned).toBe(false);
});
