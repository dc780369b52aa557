import { expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

const waited = (failures: number, retryAfter: string | null, random = 1) =>
  backoffMs({ failures, random: () => random }, retryAfter);

it.each([
  [0, 1000],
  [1, 2000],
  [5, 32_000],
  [9, 300_000],
  [60, 300_000],
])('after %i failures waits at most %i ms', (failures, most) => {
  expect(waited(failures, null)).toBe(most);
  expect(waited(failures, null, 0)).toBe(0);
});

it.each([
  ['120', 120_000],
  ['-5', 0],
  ['Sun, 01 Mar 2026 10:01:00 GMT', 0],
  ['soon', 0],
])('never comes back before Retry-After: %s', (retryAfter, least) => {
  expect(waited(0, retryAfter, 0)).toBe(least);
});
