// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { decide } from '../consent/gate.js';
import { leavePage } from '../observe.js';
import { record } from '../record/record.js';
import { createFakeCore, type FakeCore } from '../testing/fake-core.js';

/** Milliseconds in which all is sent that can be. */
const longEnough = 5000;
const sentEvents = ({ sent }: FakeCore) => sent.filter(({ path }) => path === '/s/v1/events');
const spilled = () => Object.keys(localStorage).filter((key) => key.startsWith('sillage:shop:'));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

function beginGranted(): FakeCore {
  const fake = createFakeCore();
  fake.core.reread();
  decide(fake.core, { measurement: 'granted' }, { name: 'api' });
  return fake;
}

it('leaves to the next page what a page has spilled that gets its turn to send after it has left', async () => {
  let takeTurn: () => void = () => undefined;
  const turn = new Promise<void>((resolve) => {
    takeTurn = resolve;
  });
  vi.stubGlobal('navigator', { locks: { request: (_: string, task: () => unknown) => turn.then(task) } });
  const leaving = beginGranted();
  record(leaving.core, 'custom', { name: 'last' });
  await vi.advanceTimersByTimeAsync(0);
  leavePage(leaving.core, true);
  const [key] = spilled();
  expect(key).toBeDefined();
  takeTurn();
  await vi.advanceTimersByTimeAsync(longEnough);
  expect(spilled()).toEqual([key]);

  const next = beginGranted();
  await vi.advanceTimersByTimeAsync(longEnough);
  const names = sentEvents(next).flatMap(({ body }) => (body.events as { name?: string }[]).map(({ name }) => name));
  expect(names).toContain('last');
});

it('sends what it holds while the browser does not open the database', async () => {
  vi.stubGlobal('indexedDB', { open: () => ({}), deleteDatabase: () => ({}) });
  const fake = beginGranted();
  record(fake.core, 'custom', { name: 'one' });
  await vi.advanceTimersByTimeAsync(longEnough);
  record(fake.core, 'custom', { name: 'two' });
  await vi.advanceTimersByTimeAsync(longEnough);
  const names = sentEvents(fake).flatMap(({ body }) => (body.events as { name?: string }[]).map(({ name }) => name));
  expect(names).toEqual(expect.arrayContaining(['one', 'two']));
});
