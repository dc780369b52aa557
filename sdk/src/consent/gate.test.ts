// @vitest-environment happy-dom
import { type Choices, consentLifetimeMs } from '@sillage/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendNow } from '../outbox/delivery.js';
import { createFakeCore, type FakeCore } from '../testing/fake-core.js';
import { decide } from './gate.js';

const api = { name: 'api' };
const both: Choices = { measurement: 'granted', personalisation: 'granted' };
const neither: Choices = { measurement: 'denied', personalisation: 'denied' };
const stored = () => JSON.parse(localStorage.getItem('sillage:shop') ?? 'null');
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  localStorage.clear();
});

const begin = (options = {}): FakeCore => {
  const fake = createFakeCore(options);
  fake.core.reread();
  return fake;
};

it('grants nothing and keeps nothing before a choice', () => {
  expect(begin().core.granted).toEqual([]);
  expect(stored()).toBeNull();
});

it('tells a grant once, however often it is repeated, and holds it on the next page', async () => {
  const fake = begin();
  decide(fake.core, both, api);
  decide(fake.core, both, api);
  await settled();
  expect(fake.core.granted).toEqual(['measurement', 'personalisation']);
  expect(fake.consents()).toEqual([both]);
  expect(stored().pending).toEqual([]);
  const next = begin();
  decide(next.core, both, api);
  await settled();
  expect(next.core.granted).toEqual(['measurement', 'personalisation']);
  expect(next.sent).toEqual([]);
});

it('tells nobody of a denial that takes nothing back, and keeps it without any id', async () => {
  const fake = begin();
  decide(fake.core, neither, api);
  await settled();
  expect(fake.sent).toEqual([]);
  expect(stored().choices).toEqual(neither);
  expect(JSON.stringify(stored())).not.toMatch(/[0-9a-f]{8}-/);
});

describe('a withdrawal', () => {
  it('is told in the same task, and only for what changed', async () => {
    const fake = begin();
    decide(fake.core, both, api);
    await settled();
    decide(fake.core, { personalisation: 'denied' }, api);
    expect(fake.consents()).toEqual([both, { personalisation: 'denied' }]);
    expect(fake.core.granted).toEqual(['measurement']);
  });

  it('case: Withdraw offline: it is kept until it is answered, and told again by the next page', async () => {
    const fake = begin();
    decide(fake.core, both, api);
    await settled();
    fake.status = 0;
    decide(fake.core, neither, api);
    await settled();
    expect(stored().pending).toHaveLength(1);
    const next = begin();
    decide(next.core, both, api);
    await settled();
    expect(next.consents()).toEqual([neither, both]);
  });

  it('is told once while it has no answer, though all that waits is sent meanwhile, and what follows is told after it', async () => {
    const fake = begin();
    decide(fake.core, both, api);
    await settled();
    const answer = fake.stall();
    decide(fake.core, neither, api);
    sendNow(fake.core);
    await settled();
    decide(fake.core, both, api);
    await settled();
    expect(fake.consents()).toEqual([both, neither]);
    answer();
    await settled();
    expect(fake.consents()).toEqual([both, neither, both]);
  });

  it('is told at once behind a grant that has no answer', async () => {
    const fake = begin();
    const answer = fake.stall();
    decide(fake.core, both, api);
    await settled();
    decide(fake.core, neither, api);
    expect(fake.consents()).toEqual([both, neither]);
    answer();
    await settled();
    expect(stored().pending).toEqual([]);
    expect(fake.consents()).toEqual([both, neither]);
  });

  it('leaves no id where only one purpose was ever chosen', async () => {
    const fake = begin();
    decide(fake.core, { measurement: 'granted' }, api);
    await settled();
    localStorage.setItem('sillage:shop', JSON.stringify({ ...stored(), token: 'v1.own' }));
    decide(fake.core, { measurement: 'denied' }, api);
    await settled();
    expect(stored()).not.toHaveProperty('token');
    decide(fake.core, { personalisation: 'denied' }, api);
    await settled();
    expect(fake.consents()).toEqual([{ measurement: 'granted' }, { measurement: 'denied' }]);
  });

  it('overtakes a grant that was never answered', async () => {
    const fake = begin();
    fake.status = 0;
    decide(fake.core, both, api);
    await settled();
    fake.sent.length = 0;
    fake.status = 200;
    decide(fake.core, neither, api);
    await settled();
    expect(fake.consents()).toEqual([neither]);
  });
});

describe.each([
  ['6 months', {}, consentLifetimeMs + 1],
  ['another policy version', { policyVersion: '2' }, 0],
])('after %s', (_, options, laterMs) => {
  const beginLater = async (earlier: Choices) => {
    decide(begin().core, earlier, api);
    await settled();
    const fake = createFakeCore(options);
    fake.at += laterMs;
    fake.core.reread();
    return fake;
  };

  it('knows of no choice', async () => {
    const { core } = await beginLater(both);
    expect(core.granted).toEqual([]);
    expect(core.consentRecord.choices).toEqual({});
  });

  it('tells the refusal of what was granted before, once, with the token', async () => {
    const fake = await beginLater(both);
    const token = 'v1.old';
    localStorage.setItem('sillage:shop', JSON.stringify({ ...stored(), token }));
    fake.core.reread();
    decide(fake.core, neither, api);
    expect(fake.sent).toMatchObject([{ path: '/s/v1/consent', body: { choices: neither, token } }]);
    await settled();
    decide(fake.core, neither, api);
    await settled();
    expect(fake.consents()).toEqual([neither]);
    expect(stored()).not.toHaveProperty('token');
  });

  it('tells the refusal of one purpose, and that of the other when it follows later, each with the token', async () => {
    const fake = await beginLater(both);
    localStorage.setItem('sillage:shop', JSON.stringify({ ...stored(), token: 'v1.old' }));
    fake.core.reread();
    decide(fake.core, { measurement: 'denied' }, api);
    await settled();
    decide(fake.core, { personalisation: 'denied' }, api);
    await settled();
    expect(fake.consents()).toEqual([{ measurement: 'denied' }, { personalisation: 'denied' }]);
    expect(fake.sent.map(({ body }) => body.token)).toEqual(['v1.old', 'v1.old']);
    decide(fake.core, neither, api);
    await settled();
    expect(fake.sent).toHaveLength(2);
    expect(stored()).not.toHaveProperty('token');
  });

  it('tells nobody of a refusal of what was refused before', async () => {
    const fake = await beginLater(neither);
    decide(fake.core, neither, api);
    await settled();
    expect(fake.sent).toEqual([]);
  });
});

it('lets Global Privacy Control end personalisation until it is granted under it', () => {
  const fake = begin();
  decide(fake.core, both, api);
  fake.hasGpc = true;
  fake.core.reread();
  expect(fake.core.granted).toEqual(['measurement']);
  decide(fake.core, { personalisation: 'denied' }, api);
  decide(fake.core, both, api);
  expect(fake.core.granted).toEqual(['measurement', 'personalisation']);
});

it('waits for the banner where a banner is asked, whatever is stored', () => {
  decide(begin().core, both, api);
  const fake = begin({ consent: 'tarteaucitron' });
  expect(fake.core.granted).toEqual([]);
  decide(fake.core, both, { name: 'tarteaucitron' });
  expect(fake.core.granted).toEqual(['measurement', 'personalisation']);
  expect(fake.sent).toEqual([]);
});

it('ends what another tab withdrew', () => {
  const fake = begin();
  decide(fake.core, both, api);
  decide(begin().core, neither, api);
  fake.core.reread();
  expect(fake.core.granted).toEqual([]);
});

it('tells the page of a grant, of the server’s answer to it, and of a withdrawal before it returns', async () => {
  const fake = begin();
  const heard: string[] = [];
  const listener = () =>
    heard.push(`${fake.core.granted.length} granted, ${fake.core.consentRecord.pending.length} pending`);
  addEventListener('sillage:shop', listener);
  decide(fake.core, both, api);
  await settled();
  expect(heard[heard.length - 1]).toBe('2 granted, 0 pending');
  decide(fake.core, neither, api);
  expect(heard[heard.length - 1]).toBe('0 granted, 1 pending');
  removeEventListener('sillage:shop', listener);
});

it('case: Storage that throws: a choice is held in memory', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  const fake = begin();
  decide(fake.core, both, api);
  fake.core.reread();
  expect(fake.core.granted).toEqual(['measurement', 'personalisation']);
});
