import { expect, test } from 'vitest';
import { both, later, openBrowser, openTwoDevices } from './testing/browser.js';
import { browserHeaders, type Harness, pageView, siteOf } from './testing/ingest-harness.js';

test('another customer in the same browser gets nothing of the grant before', async () => {
  const { harness, laptop } = await openTwoDevices();
  const first = laptop.visitor;
  expect(await laptop.send({}, laptop.signIn('c-2'), {})).toMatchObject({
    accepted: 1,
    rejected: [{ reason: 'no_consent' }, { reason: 'no_consent' }],
    refusal: 'no_consent',
  });
  expect(laptop.token).toBeUndefined();
  expect(harness.store.findVisitor('boutique', first as string)?.customerId).toBe('c-1');
  later(harness);
  await laptop.choose(both);
  await laptop.send(laptop.signIn('c-2'));
  expect(laptop.visitor).not.toBe(first);
});

test('another customer in the same browser goes on as a visitor of their own, under what they granted elsewhere', async () => {
  const { harness, laptop } = await openTwoDevices();
  const tablet = openBrowser(harness);
  await tablet.choose(both);
  await tablet.send(tablet.signIn('c-2'));
  later(harness);
  const first = laptop.visitor;
  const reply = await laptop.send({}, laptop.signIn('c-2'), {});
  expect(reply).toMatchObject({ accepted: 3 });
  expect(reply).not.toHaveProperty('refusal');
  expect(laptop.visitor).not.toBe(first);
  expect(
    harness
      .events()
      .slice(-3)
      .map(({ visitor, customerId }) => [visitor, customerId]),
  ).toEqual([
    [first, 'c-1'],
    [laptop.visitor, 'c-2'],
    [laptop.visitor, 'c-2'],
  ]);
});

test('a batch whose answer was lost goes on as the same new visitor; what is older than the sign-in is nobody’s', async () => {
  const { harness, laptop } = await openTwoDevices();
  const tablet = openBrowser(harness);
  await tablet.choose(both);
  await tablet.send(tablet.signIn('c-2'));
  const before = harness.clock.now;
  later(harness);
  const first = laptop.token as string;
  const again = { ...laptop.signIn('c-2'), id: pageView().id };
  await laptop.send(again);
  const second = laptop.visitor;
  const response = await harness.send([pageView(again), pageView({ occurredAt: harness.clock.now })], {
    headers: browserHeaders(siteOf(), first),
  });
  expect(await response.json()).toMatchObject({ accepted: 1, duplicates: 1 });
  expect(harness.events().at(-1)).toMatchObject({ visitor: second, customerId: 'c-2' });
  expect(await laptop.send({ occurredAt: before })).toMatchObject({ rejected: [{ reason: 'consent_withdrawn' }] });
  expect(await laptop.send(laptop.signIn('c-1', { occurredAt: before }))).toMatchObject({ accepted: 0 });
  expect(laptop.visitor).toBe(second);
});

const figuresAlone = { measurement: 'granted', personalisation: 'denied' } as const;

/** Tied to c-2 by both purposes at first; then c-2 lets only figures be kept. */
async function openTabletOfFigures(harness: Harness) {
  const tablet = openBrowser(harness);
  await tablet.choose(both);
  await tablet.send(tablet.signIn('c-2'));
  later(harness);
  await tablet.choose(figuresAlone);
  return tablet;
}

test('who lets only figures be kept goes on in another’s browser as a new visitor too, though the answer was lost', async () => {
  const { harness, laptop } = await openTwoDevices();
  const tablet = await openTabletOfFigures(harness);
  later(harness);
  const first = laptop.token as string;
  const again = { ...laptop.signIn('c-2'), id: pageView().id };
  await laptop.send(again);
  const second = laptop.visitor;
  expect(second).not.toBe(tablet.visitor);
  expect(harness.store.findVisitor('boutique', second ?? '')).not.toHaveProperty('customerId');
  const browser = openBrowser(harness, first);
  expect(await browser.send(again, {})).toMatchObject({ accepted: 1, duplicates: 1 });
  expect(browser.visitor).toBe(second);
  expect(harness.events().at(-1)).toMatchObject({ visitor: second, customerId: '' });
});

test('what the customer before did is not kept as a visitor’s of whom only figures are', async () => {
  const { harness, laptop } = await openTwoDevices();
  await openTabletOfFigures(harness);
  const before = harness.clock.now;
  later(harness);
  await laptop.send(laptop.signIn('c-2'));
  const next = laptop.visitor;
  const choices = harness.store.records.length;
  expect(await laptop.send({ occurredAt: before })).toMatchObject({ rejected: [{ reason: 'consent_withdrawn' }] });
  expect(await laptop.send(laptop.signIn('c-1', { occurredAt: before }))).toMatchObject({ accepted: 0 });
  expect(harness.store.records.slice(choices).map(({ kind }) => kind)).toEqual(['rejection', 'rejection']);
  later(harness);
  await laptop.choose(both);
  later(harness);
  expect(await laptop.send(laptop.signIn('c-2'), { occurredAt: harness.clock.now - 30_000 })).toMatchObject({
    accepted: 2,
  });
  expect(laptop.visitor).toBe(next);
});

test.each([
  ['erased', { kind: 'erasure' }, 'no_consent'],
  ['paused', { kind: 'pause', isPaused: true }, 'paused'],
] as const)(
  'a batch that is sent again keeps nothing of a new visitor who was %s since',
  async (_, marker, refusal) => {
    const { harness, laptop } = await openTwoDevices();
    const tablet = openBrowser(harness);
    await tablet.choose(both);
    await tablet.send(tablet.signIn('c-2'));
    later(harness);
    const browser = openBrowser(harness, laptop.token);
    const again = { ...laptop.signIn('c-2'), id: pageView().id };
    await laptop.send(again);
    await harness.store.append([{ ...marker, site: 'boutique', visitor: laptop.visitor ?? '', at: harness.clock.now }]);
    later(harness);
    expect(await browser.send(again, {})).toMatchObject({ accepted: 0, refusal });
    expect(browser.token).toBeUndefined();
  },
);

test('signing out ends the customer’s visitor in this browser, and nobody’s goes on', async () => {
  const { harness, laptop } = await openTwoDevices();
  const signOut = { type: 'custom', name: 'signed_out' };
  expect(await laptop.send(signOut, {})).toMatchObject({ accepted: 1, rejected: [{}], refusal: 'no_consent' });
  expect(laptop.token).toBeUndefined();
  const stranger = openBrowser(harness);
  await stranger.choose(both);
  expect(await stranger.send(signOut, {})).toMatchObject({ accepted: 2 });
});
