import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nilUuid } from '@sillage/protocol';
import { readEventRow, WarehouseError } from '@sillage/warehouse';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalRecord } from '../event-store.js';
import { type EventStoreOptions, openEventStore } from '../open-event-store.js';
import { consentRecord, pageViewRecord, purchaseRecord } from '../testing/journal-records.js';
import { createMemoryWarehouse, type MemoryWarehouse } from '../testing/memory-warehouse.js';
import { quietLogger } from '../testing/quiet-logger.js';
import { notStorable } from './block-inserter.js';
import { type LoaderStep, loaderSteps } from './loader.js';

let directory: string;
let warehouse: MemoryWarehouse;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'loader-'));
  warehouse = createMemoryWarehouse();
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = (options: Partial<EventStoreOptions> = {}) =>
  openEventStore({ directory, warehouse, logger: quietLogger, random: () => 0, loadIntervalMs: 5, ...options });
const loadedIds = () => warehouse.lines.events.map((line) => readEventRow(line).id);
const idsOf = (records: readonly JournalRecord[]) =>
  records.flatMap((record) => (record.kind === 'event' ? record.stored.id : []));

async function load(appends: readonly (readonly JournalRecord[])[], options: Partial<EventStoreOptions> = {}) {
  const store = await open(options);
  for (const records of appends) await store.append(records);
  const isLoaded = await store.drain();
  return { isLoaded, stats: store.stats() };
}

test('every kind of record reaches its table, in order', async () => {
  const events = [pageViewRecord(), pageViewRecord(), pageViewRecord()];
  const consent = consentRecord();
  const person = { site: 'boutique', visitor: consent.consent.visitor, customerId: 'c-1', linkedAt: Date.now() };
  const { isLoaded, stats } = await load([
    [consent, ...events],
    [{ kind: 'person', person: { ...person, proof: 'key' } }],
  ]);
  expect(isLoaded).toBe(true);
  expect(loadedIds()).toEqual(idsOf(events));
  expect(warehouse.lines.consents).toHaveLength(1);
  expect(warehouse.lines.persons).toHaveLength(1);
  expect(stats).toMatchObject({ rowsLoaded: 5, unloadedBytes: 0, oldestUnloadedMs: 0 });
});

test('a block holds one month', async () => {
  const months: string[] = [];
  warehouse.before = (call, block) => {
    if (call === 'insert') months.push(block?.token.split(':').at(-1) ?? '');
  };
  const [october, november] = [Date.UTC(2026, 9, 31, 23, 59), Date.UTC(2026, 10, 1)];
  await load([[october, november, october].map((occurredAt) => pageViewRecord({ occurredAt }))]);
  expect(months).toEqual(['202610', '202611']);
  expect(warehouse.lines.events).toHaveLength(3);
});

describe('an event that ClickHouse may have already', () => {
  test('is dropped where it has, and loaded where it has not', async () => {
    const [first, second] = [pageViewRecord(), pageViewRecord()];
    await load([[first]]);
    await rm(directory, { recursive: true });
    const again = { ...first, isSuspect: true };
    const { stats } = await load([[again, { ...second, isSuspect: true }]]);
    expect(loadedIds()).toEqual(idsOf([first, second]));
    expect(stats).toMatchObject({ duplicatesFoundAtLoad: 1, rowsLoaded: 1 });
  });

  test('is suspect by itself when it is older than the ids that this node knows', async () => {
    await open().then((store) => store.close());
    const old = pageViewRecord({ occurredAt: Date.now() - 60_000 });
    await load([[old]]);
    expect(warehouse.calls).toContain('findStoredEvents');
  });

  test('is dropped where the same range has it twice', async () => {
    const record = pageViewRecord();
    await load([[record, { ...record, isSuspect: true }]]);
    expect(loadedIds()).toEqual(idsOf([record]));
  });
});

test('what an import refuses again is kept once', async () => {
  const refusal = (eventId: string, isSuspect: boolean): JournalRecord => ({
    kind: 'rejection',
    isSuspect,
    rejection: {
      site: 'boutique',
      receivedAt: Date.now(),
      reason: 'order_incomplete',
      detail: '',
      channel: 'import',
      sdk: 'sillage-import',
      visitor: nilUuid,
      eventId,
      events: 1,
      body: '{}',
    },
  });
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  await load([[refusal(first, true), refusal(first, true)]]);
  await load([[refusal(first, true), refusal(second, true)]]);
  await load([[refusal(second, false)]]);
  const kept = warehouse.lines.rejected_events.map((line) => (JSON.parse(line) as { event_id: string }).event_id);
  expect(kept).toEqual([first, second, second]);
});

describe('an order', () => {
  test('that another event brought before is not stored again', async () => {
    const first = purchaseRecord('o-1');
    await load([[first]]);
    await rm(directory, { recursive: true });
    const { stats } = await load([[purchaseRecord('o-1'), purchaseRecord('o-2')]]);
    expect(warehouse.lines.events.map((line) => readEventRow(line).orderId)).toEqual(['o-1', 'o-2']);
    expect(stats.duplicatesFoundAtLoad).toBe(1);
  });

  test('that comes twice in a range is stored once', async () => {
    const records = [purchaseRecord('o-1'), purchaseRecord('o-1')];
    await load([records]);
    expect(loadedIds()).toEqual(idsOf(records.slice(0, 1)));
  });
});

describe('a marker', () => {
  const erasureOf = (visitor: string): JournalRecord => ({
    kind: 'erasure',
    site: 'boutique',
    visitor,
    at: Date.now(),
  });

  test('is done after all that came before it and before what its visitor did next', async () => {
    const visitor = crypto.randomUUID();
    const [before, after, other] = [pageViewRecord({ visitor }), pageViewRecord({ visitor }), pageViewRecord()];
    await load([[before, erasureOf(visitor), other, after]]);
    expect(loadedIds()).toEqual(idsOf([other, after]));
    expect(warehouse.calls.filter((call) => call !== 'findStoredEvents')).toEqual([
      'insert',
      'recentEventIds',
      'erase',
      'insert',
    ]);
  });

  test('is done together with those of other visitors', async () => {
    const visitors = [crypto.randomUUID(), crypto.randomUUID()];
    const withdrawals = visitors.map(
      (visitor): JournalRecord => ({
        kind: 'withdrawal',
        site: 'boutique',
        visitor,
        purposes: ['measurement', 'personalisation'],
        at: 1,
      }),
    );
    await load([[...withdrawals, pageViewRecord()]]);
    expect(warehouse.withdrawn).toEqual(
      visitors.map((visitor) => ({ site: 'boutique', visitor, purposeMask: 3, at: 1 })),
    );
    expect(warehouse.calls.filter((call) => call === 'withdraw')).toHaveLength(1);
  });
});

describe('when ClickHouse is away', () => {
  test('it is tried again until all is stored, once', async () => {
    let failures = 5;
    warehouse.before = () => {
      failures -= 1;
      if (failures >= 0) throw new WarehouseError('unavailable', 'away');
    };
    const records = [pageViewRecord(), pageViewRecord()];
    await load([records]);
    expect(loadedIds()).toEqual(idsOf(records));
  });

  test('a drain ends in time and what is left is loaded at the next start', async () => {
    warehouse.before = () => {
      throw new WarehouseError('unavailable', 'away');
    };
    const store = await open();
    const record = pageViewRecord();
    await store.append([record]);
    expect(await store.drain(20)).toBe(false);
    warehouse.before = () => undefined;
    expect(await (await open()).drain()).toBe(true);
    expect(loadedIds()).toEqual(idsOf([record]));
  });
});

describe('rows that ClickHouse refuses', () => {
  const refuseRows = (isRefused: (rows: string) => boolean) => {
    warehouse.before = (call, block) => {
      if (call === 'insert' && isRefused(block?.rows.toString() ?? '')) throw new WarehouseError('refused', 'no');
    };
  };

  test('go to the rejected events, and the others of their block are stored', async () => {
    const records = Array.from({ length: 20 }, () => pageViewRecord());
    const [bad, worse] = [idsOf(records)[7] as string, idsOf(records)[19] as string];
    refuseRows(
      (rows) => rows.startsWith('{"site":"boutique","visitor"') && (rows.includes(bad) || rows.includes(worse)),
    );
    const { stats } = await load([records]);
    expect(loadedIds()).toEqual(idsOf(records).filter((id) => id !== bad && id !== worse));
    const rejected = warehouse.lines.rejected_events.map((line) => JSON.parse(line));
    expect(rejected.map(({ event_id, reason }) => ({ event_id, reason }))).toEqual(
      [bad, worse].map((event_id) => ({ event_id, reason: notStorable })),
    );
    expect(stats).toMatchObject({ rowsRefusedAtLoad: 2, unloadedBytes: 0 });
  });

  test('stand without their body where that can not be stored either', async () => {
    const record = pageViewRecord();
    refuseRows((rows) => rows.includes(record.stored.id));
    await load([[record]]);
    expect(warehouse.lines.rejected_events.map((line) => JSON.parse(line).body)).toEqual(['']);
  });

  test('wait when there are only such rows: then the rows are not what is wrong', async () => {
    const records = Array.from({ length: 40 }, () => pageViewRecord());
    let tries = 0;
    refuseRows((rows) => {
      if (rows.split('\n').length > records.length) tries += 1;
      return tries < 3;
    });
    await load([records]);
    expect(loadedIds()).toEqual(idsOf(records));
    expect(warehouse.lines.rejected_events).toEqual([]);
  });
});

test('events wait while ClickHouse refuses every lookup: to load them might store them twice', async () => {
  let attempts = 0;
  const onLoaderStep = (step: LoaderStep) => {
    if (step === 'range_read') attempts += 1;
  };
  warehouse.before = (call) => {
    if (call === 'findStoredEvents' && attempts < 3) throw new WarehouseError('refused', 'no');
  };
  const records = Array.from({ length: 40 }, () => pageViewRecord({}, true));
  await load([records], { onLoaderStep });
  expect(attempts).toBe(3);
  expect(loadedIds()).toEqual(idsOf(records));
});

const crashes = loaderSteps.flatMap((step) => [1, 2].map((time) => ({ step, time })));

test.each(crashes)('a crash at $step (time $time) leaves every row there once', async ({ step, time }) => {
  const visitor = crypto.randomUUID();
  const erased = pageViewRecord({ visitor });
  const kept = Array.from({ length: 6 }, (_, month) => pageViewRecord({ occurredAt: Date.UTC(2026, month) }));
  let countdown = time;
  let isDead = false;
  const dieAt = (at: LoaderStep) => {
    if (at === step) countdown -= 1;
    if (countdown <= 0) isDead = true;
    if (isDead) throw new Error('crash');
  };
  const dead = await open({ onLoaderStep: dieAt });
  await dead.append([erased, ...kept.slice(0, 3), { kind: 'erasure', site: 'boutique', visitor, at: Date.now() }]);
  await dead.append(kept.slice(3));
  await dead.drain(50);
  await (await open()).drain();
  expect(loadedIds().sort()).toEqual(idsOf(kept).sort());
});
