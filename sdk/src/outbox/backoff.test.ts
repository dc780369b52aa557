import { expect, it } from 'vitest';
import { backoffMs } from './backoff.js';

const now = Date.parse('2026-03-01T10:00:00Z');
const waited = (failures: number, retryAfter: string | null, random = 1) =>
  backoffMs({ failures, clock: () => now, drawRandom: () => random }, retryAfter);

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
  ['Sun, 01 Mar 2026 10:01:00 GMT', 60_000],
  ['Sun, 01 Mar 2026 09:00:00 GMT', 0],
  ['soon', 0],
])('never comes back before Retry-After: %s', (retryAfter, least) => {
  expect(waited(0, retryAfter, 0)).toBe(least);
});
