// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTracker } from './tracker.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

it('tells of its state what is declared, and nothing else that the record of the choice holds', async () => {
  const choices = { measurement: 'denied' };
  const record = {
    choices,
    policyVersion: '1',
    expiresAt: Date.now() + 1000,
    pending: [],
    clockOffsetMs: 5,
    token: 't',
  };
  localStorage.setItem('sillage:shop', JSON.stringify({ ...record, own: {}, isTold: true, gpc: false }));
  const tracker = createTracker({ site: 'shop' });
  await vi.advanceTimersByTimeAsync(0);
  const { expiresAt, token } = record;
  expect(tracker.getState()).toEqual({ choices, purposes: [], isSettled: true, expiresAt, token });
});
