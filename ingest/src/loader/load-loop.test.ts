import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { quietLogger } from '../testing/quiet-logger.js';
import { LoadLoop } from './load-loop.js';
import type { Loader } from './loader.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function begin(busy: { perSecond: number; oldestUnloadedMs: number }) {
  const loads: number[] = [];
  const loader = {
    isIdle: false,
    async loadNext() {
      loads.push(Date.now());
    },
  };
  const loop = new LoadLoop({
    loader: loader as unknown as Loader,
    logger: quietLogger,
    intervalMs: 250,
    hurryBytes: 1_000,
    behindBytes: () => 0,
    arrivalRate: () => busy.perSecond,
    burstPerSecond: 15_000,
    oldestUnloadedMs: () => busy.oldestUnloadedMs,
    afterRange: async () => undefined,
    random: () => 0,
  });
  loop.wake();
  return { loads, loop, loader };
}

test('in a burst requests come first, until it is over', async () => {
  const busy = { perSecond: 20_000, oldestUnloadedMs: 5_000 };
  const { loads, loop } = begin(busy);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(loads).toHaveLength(0);
  busy.perSecond = 10_000;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(loads.length).toBeGreaterThan(1);
  await loop.stop();
});

test('a burst that does not end is loaded all the same, and so is what is left at the stop', async () => {
  const busy = { perSecond: 20_000, oldestUnloadedMs: 30_000 };
  const { loads, loop, loader } = begin(busy);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(loads.length).toBeGreaterThan(1);
  busy.oldestUnloadedMs = 0;
  await vi.advanceTimersByTimeAsync(1_000);
  const before = loads.length;
  const drained = loop.drain(1_000);
  await vi.advanceTimersByTimeAsync(10);
  loader.isIdle = true;
  await vi.advanceTimersByTimeAsync(10);
  expect(await drained).toBe(true);
  expect(loads.length).toBeGreaterThan(before);
});
