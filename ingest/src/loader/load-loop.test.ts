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

function begin(busy: { perSecond: number; oldestUnloadedMs: number; tookMs?: number }) {
  const loads: number[] = [];
  const loader = {
    isIdle: false,
    async loadNext() {
      loads.push(Date.now());
      if (busy.tookMs) await new Promise((resolve) => setTimeout(resolve, busy.tookMs));
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

test.each([
  { tookMs: 50, restMs: 200, why: 'four ranges a second' },
  { tookMs: 300, restMs: 300, why: 'as long as it took' },
  { tookMs: 500, restMs: 400, why: '400 ms at most' },
  { tookMs: 800, restMs: 200, why: 'a second with its rest' },
  { tookMs: 1_500, restMs: 1, why: 'no time left' },
])('a range of $tookMs ms rests for $restMs ms: $why', async ({ tookMs, restMs }) => {
  const { loads, loop } = begin({ perSecond: 10_000, oldestUnloadedMs: 0, tookMs });
  await vi.advanceTimersByTimeAsync(tookMs + restMs);
  expect(loads.map((at) => at - (loads[0] ?? 0))).toEqual([0, tookMs + restMs]);
  const stopped = loop.stop();
  await vi.advanceTimersByTimeAsync(tookMs);
  await stopped;
});
