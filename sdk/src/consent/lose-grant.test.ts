// @vitest-environment happy-dom
import type { BatchReply, Choices } from '@sillage/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pauseDevice } from '../my-data/pause-device.js';
import { sendNow } from '../outbox/delivery.js';
import { eventsOfTab } from '../outbox/outbox.js';
import { record } from '../record/record.js';
import { createFakeCore, type FakeCore } from '../testing/fake-core.js';
import { amendRecord, readRecord } from './consent-record.js';
import { decide } from './gate.js';

const api = { name: 'api' };
const both: Choices = { measurement: 'granted', personalisation: 'granted' };
const neither: Choices = { measurement: 'denied', personalisation: 'denied' };
const dayMs = 86_400_000;
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

const begin = (options = {}): FakeCore => {
  const fake = createFakeCore(options);
  fake.core.reread();
  return fake;
};

/** Records an event and sends it. */
async function visit({ core }: FakeCore): Promise<void> {
  record(core, 'custom', { name: 'visit' });
  sendNow(core);
  await settled();
}

/** A visitor who granted, and whose events the server took. */
async function beginGranted(): Promise<FakeCore> {
  const fake = begin();
  decide(fake.core, both, api);
  await settled();
  await visit(fake);
  return fake;
}

const answers = [
  ['no proof: the cookie is lost', 200, { refusal: 'no_consent' }],
  ['a proof that counts no more', 200, { refusal: 'consent_withdrawn' }],
  ['an erased visitor', 200, { refusal: 'erased' }],
  ['a token of other keys', 401, {}],
] as const;

describe.each(answers)('when the server knows %s', (_, status, eventReply) => {
  const refuse = (fake: FakeCore) => Object.assign(fake, { status, eventReply: { accepted: 0, ...eventReply } });
  const accept = (fake: FakeCore) => Object.assign(fake, { status: 200, eventReply: { accepted: 1 } });

  it('drops the grant with all that waits, and sends nothing more', async () => {
    const fake = refuse(await beginGranted());
    await visit(fake);
    expect(fake.core.granted).toEqual([]);
    expect(readRecord(fake.core).choices).toEqual({});
    expect(eventsOfTab(fake.core)).toEqual([]);
    expect(JSON.stringify(localStorage)).not.toContain('token');
    fake.sent.length = 0;
    await visit(fake);
    const next = refuse(begin());
    await visit(next);
    expect([...fake.sent, ...next.sent]).toEqual([]);
  });

  it('ends the other tabs', async () => {
    const fake = await beginGranted();
    const other = begin();
    await visit(refuse(fake));
    other.core.reread();
    expect(other.core.granted).toEqual([]);
  });

  it.each([
    ['on the same page', (fake: FakeCore) => fake],
    ['on the next page', () => begin()],
  ])('tells the grant that is repeated %s, and goes on', async (_where, open) => {
    const fake = await beginGranted();
    await visit(refuse(fake));
    fake.sent.length = 0;
    const next = accept(open(fake));
    decide(next.core, both, api);
    await settled();
    await visit(next);
    expect(next.consents()).toEqual([both]);
    expect(next.sent[0]?.path).toBe('/s/v1/consent');
    expect(next.sent[1]?.path).toBe('/s/v1/events');
    expect(next.core.granted).toEqual(['measurement', 'personalisation']);
  });

  it('tells a grant that was never worth anything once a day at most', async () => {
    const fake = refuse(begin());
    decide(fake.core, both, api);
    fake.status = 200; // the choice itself is always taken
    await settled();
    for (let page = 0; page < 5; page++) {
      const next = refuse(begin());
      next.sent = fake.sent;
      decide(next.core, both, api);
      await visit(next);
      expect(next.core.granted).toEqual([]);
    }
    expect(fake.consents()).toEqual([both]);
    const later = accept(begin());
    later.at += dayMs + 1;
    decide(later.core, both, api);
    await settled();
    expect(later.consents()).toEqual([both]);
  });

  it('takes a yes after a no at once, whatever was refused before', async () => {
    const fake = begin();
    decide(fake.core, both, api);
    await settled();
    await visit(refuse(fake));
    expect(fake.core.granted).toEqual([]);
    accept(fake);
    decide(fake.core, neither, api);
    decide(fake.core, both, api);
    await settled();
    expect(fake.core.granted).toEqual(['measurement', 'personalisation']);
    expect(fake.consents()[fake.consents().length - 1]).toEqual(both);
  });
});

it.each<[string, Partial<BatchReply>]>([
  ['the answer that ends it accepts what ended it', { accepted: 1, refusal: 'no_consent' }],
  ['all it ever read is that its events are known', { accepted: 0, duplicates: 2, refusal: 'no_consent' }],
])('asks again at once after a grant that was worth something, though %s', async (_, eventReply) => {
  const fake = begin();
  fake.eventReply = eventReply;
  decide(fake.core, both, api);
  await settled();
  await visit(fake);
  expect(fake.core.granted).toEqual([]);
  expect(readRecord(fake.core)).toMatchObject({ choices: {}, expiresAt: 0 });
});

it('keeps nothing of what is done between the loss and the next yes', async () => {
  await beginGranted();
  const fake = begin(); // a page of a returning visitor
  fake.eventReply = { refusal: 'no_consent' };
  await visit(fake);
  fake.core.tell(0, 'cart_add', { line: { productId: 'A' } });
  fake.eventReply = { accepted: 1 };
  fake.sent.length = 0;
  decide(fake.core, both, api);
  await vi.advanceTimersByTimeAsync(3000);
  const types = fake.sent.flatMap(({ body }) => ((body.events ?? []) as { type: string }[]).map(({ type }) => type));
  expect(types).toContain('page_view');
  expect(types).not.toContain('cart_add');
});

it('leaves a no after an erasure', async () => {
  const fake = await beginGranted();
  fake.eventReply = { refusal: 'no_consent' };
  await visit(fake);
  fake.sent.length = 0;
  decide(fake.core, neither, api);
  await settled();
  expect(readRecord(fake.core).choices).toEqual(neither);
  expect(fake.sent).toEqual([]);
});

it('leaves the no that another tab has told while a batch was under way, whose refusal comes behind it', async () => {
  const fake = await beginGranted();
  const answer = fake.stall();
  fake.eventReply = { accepted: 0, refusal: 'no_consent' };
  await visit(fake);
  const other = begin();
  decide(other.core, neither, api);
  await settled();
  answer();
  await settled();
  expect(other.consents()).toEqual([neither]);
  expect(readRecord(fake.core).choices).toEqual(neither);
});

it('keeps a device paused when what was told before the pause is answered', async () => {
  const fake = await beginGranted();
  const answer = fake.stall();
  decide(fake.core, { personalisation: 'denied' }, api);
  expect(fake.core.granted).toEqual(['measurement']);
  pauseDevice('shop', true);
  fake.core.reread();
  answer();
  await settled();
  expect(fake.consents()).toHaveLength(2);
  expect(readRecord(fake.core)).toMatchObject({ pending: [], accepted: 0, choices: { measurement: 'granted' } });
  expect(fake.core.granted).toEqual([]);
});

describe('an answer that comes after another tab wrote', () => {
  /** A tab whose batch is under way; the browser has not told it yet what the other one writes. */
  async function beginTwoTabs() {
    const fake = await beginGranted();
    amendRecord(fake.core, { token: 'kept' });
    const answer = fake.stall();
    await visit(fake);
    return { fake, other: begin(), answer };
  }

  it.each<[string, number, Partial<BatchReply> & { token?: string }]>([
    ['takes the events', 200, { accepted: 1 }],
    ['brings another token', 200, { accepted: 1, token: 'next' }],
    ['knows of the withdrawal', 200, { accepted: 0, refusal: 'consent_withdrawn' }],
    ['knows no such token', 401, {}],
  ])('leaves a withdrawal without any id: %s', async (_, status, eventReply) => {
    const { fake, other, answer } = await beginTwoTabs();
    decide(other.core, neither, api);
    await settled();
    Object.assign(fake, { status, eventReply });
    answer();
    await settled();
    expect(readRecord(other.core)).toMatchObject({ choices: neither, isTold: false });
    expect(readRecord(other.core).expiresAt).toBeGreaterThan(other.at + dayMs);
    expect(readRecord(other.core).token).toBeUndefined();
  });

  it.each<[string, Partial<BatchReply>]>([
    ['takes the events', { accepted: 3 }],
    ['knows of the pause', { accepted: 0, refusal: 'paused' }],
  ])('leaves a pause, and the choice behind it: %s', async (_, eventReply) => {
    const { fake, other, answer } = await beginTwoTabs();
    const { expiresAt } = readRecord(other.core);
    pauseDevice('shop', true);
    Object.assign(fake, { eventReply });
    answer();
    await settled();
    fake.core.reread();
    expect(fake.core.granted).toEqual([]);
    pauseDevice('shop', false);
    fake.core.reread();
    expect(fake.core.granted).toEqual(['measurement', 'personalisation']);
    expect(readRecord(fake.core)).toMatchObject({ expiresAt, token: 'kept' });
  });
});
