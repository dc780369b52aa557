import { expect, test } from 'vitest';
import { createRateLimiter } from './rate-limiter.js';

const rate = { requests: 3, periodMs: 3_000 };

test('a whole share may be used at once, and comes back one by one', () => {
  const limiter = createRateLimiter(rate, 10);
  expect([1, 2, 3, 4].map(() => limiter.take('a', 0))).toEqual([0, 0, 0, 1_000]);
  expect(limiter.take('a', 999)).toBe(1);
  expect(limiter.take('a', 1_000)).toBe(0);
  expect(limiter.take('a', 1_000)).toBe(1_000);
});

test('each key has its own share, and what was refused costs nothing', () => {
  const limiter = createRateLimiter(rate, 10);
  for (let request = 0; request < 100; request += 1) limiter.take('a', 0);
  expect(limiter.take('b', 0)).toBe(0);
  expect(limiter.take('a', 1_000)).toBe(0);
});

test('time without requests saves nothing up beyond one share', () => {
  const limiter = createRateLimiter(rate, 10);
  limiter.take('a', 0);
  expect([1, 2, 3, 4].map(() => limiter.take('a', 86_400_000))).toEqual([0, 0, 0, 1_000]);
});

test('a flood of keys takes no more memory than was given', () => {
  const limiter = createRateLimiter({ requests: 1, periodMs: 1_000 }, 2);
  expect(['a', 'b', 'c', 'c', 'a'].map((key) => limiter.take(key, 0))).toEqual([0, 0, 0, 1_000, 0]);
});
