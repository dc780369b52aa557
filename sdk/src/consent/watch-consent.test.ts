// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Adapter, StateOf } from './adapters/adapter.js';
import { type ConsentTracker, type Listed, watchConsent } from './watch-consent.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A tracker that notes what it is told. */
function openTracker() {
  const told: object[] = [];
  const log: unknown[][] = [];
  const tracker: ConsentTracker = {
    log,
    consent: (choices) => told.push(choices),
    withdraw: () => undefined,
    getState: () => ({ purposes: [] }),
  };
  return { tracker, told, log };
}

const broken = () => {
  throw new TypeError('broken');
};
const adapter: Adapter = {
  name: 'klaro',
  names: { measurement: 'measurement', personalisation: 'personalisation' },
  find: () => ({}),
  watch: (_, report) => report(() => true),
};
const listed = (load: Listed['load']): Listed => ({ name: 'klaro', rank: 0, isExpected: () => true, load });

it.each<[string, () => Promise<Adapter>]>([
  ['its module is blocked', () => Promise.reject(new TypeError('broken'))],
  ['it can’t be looked for', async () => ({ ...adapter, find: broken })],
  ['it can’t be listened to', async () => ({ ...adapter, watch: broken })],
  ['it can’t be read', async () => ({ ...adapter, watch: (_, report) => report(broken as StateOf) })],
])('takes nothing for granted where %s, and tells the debug panel, not the page', async (_, load) => {
  const { tracker, told, log } = openTracker();
  watchConsent(tracker, [listed(load)], { site: 'shop', names: {}, isOpen: false });
  // what is thrown in a timer, or rejected and heard by nobody, fails the run
  await vi.advanceTimersByTimeAsync(10_000);
  expect(told).toEqual([]);
  expect(log).toEqual([['error', new TypeError('broken')]]);
});

it('tells what an adapter reads', async () => {
  const { tracker, told, log } = openTracker();
  watchConsent(tracker, [listed(async () => adapter)], { site: 'shop', names: {}, isOpen: false });
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([{ measurement: 'granted', personalisation: 'granted' }]);
  expect(log).toEqual([]);
});
