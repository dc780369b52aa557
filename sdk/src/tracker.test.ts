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

const record = { policyVersion: '1', pending: [], clockOffsetMs: 5, token: 't' };

it('tells of its state what is declared, and nothing else that the record of the choice holds', async () => {
  const choices = { measurement: 'denied' };
  const expiresAt = Date.now() + 1000;
  localStorage.setItem(
    'sillage:shop',
    JSON.stringify({ ...record, choices, expiresAt, own: {}, isTold: true, gpc: false }),
  );
  const tracker = createTracker({ site: 'shop' });
  await vi.advanceTimersByTimeAsync(0);
  expect(tracker.getState()).toEqual({ choices, purposes: [], isSettled: true, expiresAt, token: 't' });
});

it('forgets what was granted when another tab clears the storage', async () => {
  const choices = { measurement: 'granted' };
  localStorage.setItem('sillage:shop', JSON.stringify({ ...record, choices, expiresAt: Date.now() + 1000 }));
  const tracker = createTracker({ site: 'shop' });
  await vi.advanceTimersByTimeAsync(0);
  expect(tracker.getState().purposes).toEqual(['measurement']);
  localStorage.clear();
  dispatchEvent(new StorageEvent('storage', { key: null }));
  expect(tracker.getState()).toMatchObject({ choices: {}, purposes: [] });
});
