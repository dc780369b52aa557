// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { noChoice } from '../consent/consent-record.js';
import { refresh } from '../consent/gate.js';
import { createCore } from '../create-core.js';
import { toSettings } from '../options.js';
import { pauseDevice } from './pause-device.js';

const key = 'sillage:shop';
const now = 1_000;
const record = {
  ...noChoice,
  choices: { measurement: 'granted', personalisation: 'granted' },
  policyVersion: '1',
  expiresAt: 9_000,
  accepted: 3,
};
const read = () => JSON.parse(localStorage.getItem(key) as string);

beforeEach(() => localStorage.setItem(key, JSON.stringify(record)));

function open() {
  const fetcher = vi.fn<typeof fetch>();
  const core = createCore(toSettings({ site: 'shop' }), {
    clock: () => now,
    drawRandom: () => 0,
    fetcher,
    hasGpc: () => false,
    logStep: () => undefined,
  });
  addEventListener('storage', (event) => event.key === key && core.reread());
  refresh(core);
  return { core, fetcher };
}

it('stops the tag of this page while the choice stays, and lets it go on', () => {
  const { core, fetcher } = open();
  expect(core.granted).toEqual(['measurement', 'personalisation']);
  pauseDevice('shop', true);
  expect(core.granted).toEqual([]);
  expect(read()).toMatchObject({ choices: record.choices, expiresAt: 9_000 });
  pauseDevice('shop', false);
  expect(core.granted).toEqual(['measurement', 'personalisation']);
  expect(fetcher).not.toHaveBeenCalled();
});

it.each([true, false])('writes nothing on a device that holds no choice (%s)', (isPaused) => {
  localStorage.clear();
  pauseDevice('shop', isPaused);
  expect(localStorage.length).toBe(0);
});

it('does without a storage that is forbidden', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('no', 'SecurityError');
  });
  expect(() => pauseDevice('shop', true)).not.toThrow();
  vi.restoreAllMocks();
});
