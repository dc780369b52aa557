import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { open as openEnvironment } from 'lmdb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JournalRecord } from '../event-store.js';
import { frameHeaderBytes, OpenFrame } from '../journal/frame.js';
import { type RecordView, readRecords } from '../journal/record.js';
import { encodeRecord, readFact, toFact } from '../record-codec.js';
import { consentRecord, pageViewRecord, purchaseRecord } from '../testing/journal-records.js';
import { quietLogger } from '../testing/quiet-logger.js';
import { NodeState, type NodeStateOptions } from './node-state.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'node-state-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = (options: Partial<NodeStateOptions> = {}) =>
  new NodeState({ directory, journalId: 'j-1', clock: () => 0, logger: quietLogger, ...options });
const site = 'boutique';
const hourMs = 3_600_000;

const uuid = (group: number, number: number) =>
  `0000000${group}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;

const minutes = fc.integer({ min: 0, max: 400 }).map((count) => count * 60_000);
const visitor = fc.integer({ min: 0, max: 2 }).map((number) => uuid(1, number));
const states = fc.record({
  measurement: fc.constantFrom('granted' as const, 'denied' as const, 'withdrawn' as const),
  personalisation: fc.constantFrom('granted' as const, 'unknown' as const),
});
const record: fc.Arbitrary<JournalRecord> = fc.oneof(
  fc
    .record({ visitor, occurredAt: minutes, session: fc.integer({ min: 0, max: 11 }) })
    .map((draft) => pageViewRecord({ ...draft, sessionId: uuid(2, draft.session) })),
  fc
    .record({ visitor, occurredAt: minutes, order: fc.integer({ min: 0, max: 3 }) })
    .map((draft) => purchaseRecord(`o-${draft.order}`, { ...draft, sessionId: uuid(2, 0) })),
  fc
    .record({ visitor, decidedAt: minutes, states, policyVersion: fc.constantFrom('1', '2'), gpc: fc.boolean() })
    .map(consentRecord),
  fc.record({ visitor, at: minutes }).map((marker): JournalRecord => ({ kind: 'erasure', site, ...marker })),
  fc
    .record({ visitor, at: minutes, purposes: fc.subarray(['measurement', 'personalisation'] as const) })
    .map((marker): JournalRecord => ({ kind: 'withdrawal', site, ...marker })),
  fc
    .record({ visitor, at: minutes, isPaused: fc.boolean() })
    .map((pause): JournalRecord => ({ kind: 'pause', site, ...pause })),
  fc.record({ visitor, at: minutes }).map((marker): JournalRecord => ({ kind: 'newcomer', site, ...marker })),
  fc
    .record({ visitor, customerId: fc.string(), linkedAt: minutes })
    .map((person): JournalRecord => ({ kind: 'person', person: { site, proof: 'key', ...person } })),
);

/** Everything that can be asked about what these records name. */
function answersOf(state: NodeState, records: readonly JournalRecord[]) {
  return {
    visitors: [0, 1, 2].map((number) => state.findVisitor(site, uuid(1, number))),
    orders: [0, 1, 2, 3].map((number) => state.findOrder(site, `o-${number}`)),
    events: records.map((each) => each.kind === 'event' && state.isKnownEvent(site, each.stored.id)),
  };
}

function onDisk(record: JournalRecord): RecordView {
  const frame = new OpenFrame(1, 0);
  frame.add([encodeRecord(record, 0)]);
  return [...readRecords(frame.seal(0).subarray(frameHeaderBytes))][0] as RecordView;
}

test('what is replayed from any point is what was known live, and after each transaction', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 40 }), fc.nat(), async (records, cut) => {
      const live = open({ directory: join(directory, crypto.randomUUID()) });
      for (const [index, each] of records.entries()) {
        live.fold(toFact(each), index + 1);
        live.markDurable({ number: index + 1, end: index + 1, madeAt: 0 });
      }
      const expected = answersOf(live, records);
      await live.settle();
      expect(answersOf(live, records)).toEqual(expected);
      await live.close();

      const crashed = join(directory, crypto.randomUUID());
      const before = open({ directory: crashed });
      const applied = records.length === 0 ? 0 : cut % (records.length + 1);
      for (const [index, each] of records.slice(0, applied).entries()) {
        before.fold(toFact(each), index + 1);
        before.markDurable({ number: index + 1, end: index + 1, madeAt: 0 });
      }
      await before.settle();
      await before.close();
      const after = open({ directory: crashed });
      expect(after.applied).toBe(applied);
      for (const [index, each] of records.slice(applied).entries()) {
        after.fold(readFact(onDisk(each)), index + 1);
        after.markDurable({ number: index + 1, end: applied + index + 1, madeAt: 0 });
      }
      expect(answersOf(after, records)).toEqual(expected);
      await after.close();
    }),
    { numRuns: 40 },
  );
});

test('what a failed frame brought is as if it had never been', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 20 }), fc.array(record, { maxLength: 20 }), async (kept, failed) => {
      const state = open({ directory: join(directory, crypto.randomUUID()) });
      for (const each of kept) state.fold(toFact(each), 1);
      const expected = answersOf(state, [...kept, ...failed]);
      state.markDurable({ number: 1, end: 1, madeAt: 0 });
      for (const each of failed) state.fold(toFact(each), 2);
      const writing = state.settle();
      for (const each of failed) state.fold(toFact(each), 3);
      await writing;
      state.rollback();
      expect(answersOf(state, [...kept, ...failed])).toEqual(expected);
      expect(state.pendingEntries).toBe(0);
      await state.close();
    }),
    { numRuns: 40 },
  );
});

describe('generations', () => {
  async function put(state: NodeState, each: JournalRecord, frame: { number: number; madeAt: number }) {
    state.fold(toFact(each), frame.number);
    state.markDurable({ ...frame, end: frame.number });
    await state.settle();
  }

  test('an id is known for its span at least, and not for ever', async () => {
    const state = open({ idSpanMs: 48 * hourMs });
    const [first, second, third] = [pageViewRecord(), pageViewRecord(), pageViewRecord()];
    const isFirstKnown = () => state.isKnownEvent(site, first.stored.id);
    await put(state, first, { number: 1, madeAt: 47 * hourMs });
    await put(state, second, { number: 2, madeAt: 49 * hourMs });
    expect(isFirstKnown()).toBe(true);
    expect(state.coversSince).toBe(0);
    await put(state, third, { number: 3, madeAt: 98 * hourMs });
    expect(isFirstKnown()).toBe(false);
    expect(state.coversSince).toBe(49 * hourMs);
    expect(state.isKnownEvent(site, second.stored.id)).toBe(true);
    await state.close();
  });

  test('a clock that was far ahead does not keep ids for ever', async () => {
    const state = open({ idSpanMs: 48 * hourMs, clock: () => 1e6 * hourMs });
    const first = pageViewRecord();
    await put(state, first, { number: 1, madeAt: 0 });
    await put(state, pageViewRecord(), { number: 2, madeAt: 49 * hourMs });
    await put(state, pageViewRecord(), { number: 3, madeAt: 98 * hourMs });
    expect(state.isKnownEvent(site, first.stored.id)).toBe(false);
    await state.close();
  });

  test('after a gap between state and journal the ids are kept, and cover nothing from before', async () => {
    const options = { idSpanMs: 48 * hourMs };
    const before = open(options);
    const records = [1, 49, 60].map((hour) => pageViewRecord({ occurredAt: hour * hourMs }));
    for (const [index, each] of records.entries()) {
      await put(before, each, { number: index + 1, madeAt: each.stored.occurredAt });
    }
    await before.close();
    const after = open({ ...options, clock: () => 90 * hourMs });
    expect(after.coversSince).toBe(0);
    after.restartAt('j-2', 0);
    expect(after.coversSince).toBe(90 * hourMs);
    expect(records.map(({ stored }) => after.isKnownEvent(site, stored.id))).toEqual([true, true, true]);
    await put(after, pageViewRecord(), { number: 1, madeAt: 100 * hourMs });
    await put(after, pageViewRecord(), { number: 2, madeAt: 139 * hourMs });
    expect(after.coversSince).toBe(90 * hourMs);
    await after.close();
  });

  test('a visitor who comes back stays known, one who does not goes', async () => {
    const state = open({ visitorSpanMs: hourMs });
    const [faithful, gone] = [uuid(1, 0), uuid(1, 1)];
    await put(state, pageViewRecord({ visitor: gone }), { number: 1, madeAt: 0 });
    for (let number = 2; number < 6; number += 1) {
      await put(state, pageViewRecord({ visitor: faithful }), { number, madeAt: number * hourMs });
    }
    expect(state.findVisitor(site, gone)).toBeUndefined();
    expect(state.findVisitor(site, faithful)?.sessions).toHaveLength(4);
    await state.close();
  });
});

test('what is known of a visitor can not be read without their id, and an erasure reaches the older generation', async () => {
  const options = { visitorSpanMs: hourMs };
  const state = open(options);
  const who = crypto.randomUUID();
  const person: JournalRecord = {
    kind: 'person',
    person: { site, visitor: who, customerId: 'customer-of-old', proof: 'key', linkedAt: 0 },
  };
  state.fold(toFact(person), 1);
  state.markDurable({ number: 1, end: 100, madeAt: 0 });
  await state.settle();
  state.fold(toFact({ kind: 'erasure', site, visitor: who, at: 1 }), 2);
  state.markDurable({ number: 2, end: 200, madeAt: 2 * hourMs });
  await state.settle();
  await state.close();
  const bytes = await readFile(join(directory, 'data.mdb'));
  expect(bytes.includes('customer-of-old')).toBe(false);
  for (const form of [who, Buffer.from(who.replaceAll('-', ''), 'hex')]) expect(bytes.includes(form)).toBe(false);
  const env = openEnvironment({ path: directory, maxDbs: 8, readOnly: true });
  const counts = ['a', 'b'].map((suffix) =>
    env.openDB({ name: `sealed-visitors-${suffix}`, encoding: 'binary', keyEncoding: 'binary' }).getCount(),
  );
  expect(counts.sort()).toEqual([0, 1]);
  await env.close();
});

test('events that are forgotten are unknown, whether lmdb had them or not', async () => {
  const state = open();
  const [stored, fresh] = [pageViewRecord(), pageViewRecord()];
  state.fold(toFact(stored), 1);
  state.markDurable({ number: 1, end: 100, madeAt: 0 });
  await state.settle();
  state.fold(toFact(fresh), 2);
  state.markDurable({ number: 2, end: 200, madeAt: 0 });
  const ids = [stored.stored.id, fresh.stored.id];
  await state.forgetEvents(ids.map((id) => ({ site, id })));
  expect(ids.map((id) => state.isKnownEvent(site, id))).toEqual([false, false]);
  await state.close();
});
