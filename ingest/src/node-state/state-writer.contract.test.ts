import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { JournalRecord } from '../event-store.js';
import { toFact } from '../record-codec.js';
import { consentRecord, pageViewRecord, purchaseRecord } from '../testing/journal-records.js';
import { quietLogger } from '../testing/quiet-logger.js';
import { NodeState, type NodeStateOptions } from './node-state.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'state-writer-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const site = 'boutique';
const hourMs = 3_600_000;

/** A state that is written by a thread, whatever comes. */
function open(options: Partial<NodeStateOptions> = {}): NodeState {
  const entry = new URL('../../test/state-thread-that-dies.mjs', import.meta.url);
  // without the conditions by which tests find sources: a thread runs what was built
  const thread = { threadFrom: 1, entry, execArgv: [] };
  return new NodeState({ directory, journalId: 'j-1', clock: () => 0, logger: quietLogger, ...thread, ...options });
}

async function put(state: NodeState, records: JournalRecord[], frame: { number: number; madeAt?: number }) {
  for (const record of records) state.fold(toFact(record), frame.number);
  state.markDurable({ number: frame.number, end: frame.number, madeAt: frame.madeAt ?? 0 });
  await state.settle();
}

test('what a thread wrote is known at once, and to who opens the state without one', async () => {
  const state = open();
  const visitor = crypto.randomUUID();
  const [first, later] = [pageViewRecord({ visitor }), pageViewRecord()];
  await put(state, [first, consentRecord({ visitor }), purchaseRecord('o-1', { visitor })], { number: 1 });
  await put(state, [later], { number: 2 });
  const known = (asked: NodeState) => ({
    events: [first, later].map(({ stored }) => asked.isKnownEvent(site, stored.id)),
    unknown: asked.isKnownEvent(site, crypto.randomUUID()),
    order: asked.findOrder(site, 'o-1'),
    visitor: asked.findVisitor(site, visitor),
    applied: asked.applied,
  });
  const expected = known(state);
  expect(expected).toMatchObject({ events: [true, true], unknown: false, order: expect.any(String), applied: 2 });
  expect(expected.visitor?.consent).toBeDefined();
  await state.forgetEvents([{ site, id: first.stored.id }]);
  expect(state.isKnownEvent(site, first.stored.id)).toBe(false);
  await state.close();
  const reopened = open({ threadFrom: Number.POSITIVE_INFINITY });
  expect(known(reopened)).toEqual({ ...expected, events: [false, true] });
  await reopened.close();
});

test('generations turn over in a thread and in this one, in turns', async () => {
  const state = open({ idSpanMs: 48 * hourMs, threadFrom: 2 });
  const records = [1, 49, 98].map((hour) => [hour, pageViewRecord(), pageViewRecord()] as const);
  for (const [index, [hour, first, second]] of records.entries()) {
    const isLarge = index % 2 === 0;
    await put(state, isLarge ? [first, second] : [first], { number: index + 1, madeAt: hour * hourMs });
  }
  expect(records.map(([, { stored }]) => state.isKnownEvent(site, stored.id))).toEqual([false, true, true]);
  expect(state.coversSince).toBe(49 * hourMs);
  await state.close();
});

test('where the state goes on from another journal, what a thread writes does too', async () => {
  const state = open();
  await put(state, [pageViewRecord()], { number: 1 });
  state.restartAt('j-2', 0);
  await put(state, [pageViewRecord()], { number: 2 });
  await state.close();
  const reopened = open({ journalId: 'j-2' });
  expect([reopened.journalId, reopened.applied]).toEqual(['j-2', 2]);
  await reopened.close();
});

test('what a thread had when it ended, or could not begin with, is written all the same', async () => {
  const state = open();
  const record = pageViewRecord();
  const dying = { ...record, stored: { ...record.stored, id: 'die' } };
  await put(state, [dying], { number: 1 });
  expect(state.applied).toBe(1);
  expect(state.pendingEntries).toBe(0);
  await state.close();
  const reopened = open({ entry: new URL('file:///nowhere.js') });
  expect(reopened.isKnownEvent(site, 'die')).toBe(true);
  const later = pageViewRecord();
  await put(reopened, [later], { number: 2 });
  expect([reopened.applied, reopened.isKnownEvent(site, later.stored.id)]).toEqual([2, true]);
  await reopened.close();
});
