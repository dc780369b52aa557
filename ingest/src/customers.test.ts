import { signIdentify } from '@sillage/protocol/identify-signature';
import { verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { expect, test } from 'vitest';
import { customerVisitor } from './derived-id.js';
import {
  browserHeaders,
  consentOf,
  createHarness,
  dayMs,
  type Harness,
  identifySecret,
  minuteMs,
  now,
  pageView,
  siteOf,
  tokenKeys,
} from './testing/ingest-harness.js';

const both = { measurement: 'granted', personalisation: 'granted' } as const;
const neither = { measurement: 'denied', personalisation: 'denied' } as const;

/** A browser with its cookie. */
function openBrowser(harness: Harness) {
  let token: string | undefined;
  const headers = () =>
    token === undefined ? { ...browserHeaders(siteOf()), Cookie: '' } : browserHeaders(siteOf(), token);
  async function post(path: string, body: object) {
    const response = await harness.request(path, { method: 'POST', headers: headers(), body: JSON.stringify(body) });
    const cookie = response.headers.get('Set-Cookie');
    if (cookie !== null) token = /^[^=]+=([^;]+);/.exec(cookie)?.[1];
    return response.json();
  }
  const at = () => ({ occurredAt: harness.clock.now });
  return {
    get token() {
      return token;
    },
    get visitor() {
      return token && verifyVisitorToken(token, 'boutique', tokenKeys, harness.clock.now)?.visitor;
    },
    choose: (choices: object) => post('/v1/consent', consentOf(choices)),
    send: (...events: object[]) =>
      post('/v1/events', {
        site: 'boutique',
        sentAt: harness.clock.now,
        attempt: 1,
        sdk: 'sillage-js/0.1.0',
        events: events.map((event) => pageView({ ...at(), ...event })),
      }),
    signIn: (customerId: string, changes: object = {}) => ({ ...identify(customerId), ...at(), ...changes }),
  };
}

function identify(customerId: string) {
  const expiresAt = (now + 300 * dayMs) / 1000;
  const signature = signIdentify({ site: 'boutique', customerId, expiresAt }, identifySecret);
  return { type: 'identify', customerId, expiresAt, signature };
}

const later = (harness: Harness, ms = minuteMs) => {
  harness.clock.now += ms;
};

/** A customer on two devices, both with a grant and signed in. */
async function openTwoDevices() {
  const harness = createHarness();
  const [phone, laptop] = [openBrowser(harness), openBrowser(harness)];
  for (const device of [phone, laptop]) {
    later(harness);
    await device.choose(both);
    later(harness);
    await device.send(device.signIn('c-1'));
  }
  later(harness);
  return { harness, phone, laptop };
}

test('a withdrawal on one device ends the other, whose cookie goes', async () => {
  const { harness, phone, laptop } = await openTwoDevices();
  const [onPhone, onLaptop] = [phone.visitor, laptop.visitor];
  expect(onPhone).not.toBe(onLaptop);
  await phone.choose(neither);
  expect(phone.token).toBeUndefined();
  expect(harness.store.records.at(-1)).toMatchObject({
    kind: 'withdrawal',
    visitor: onPhone,
    customerIds: ['c-1'],
  });
  later(harness);
  expect(await laptop.send({})).toMatchObject({ accepted: 0, refusal: 'consent_withdrawn' });
  expect(laptop.token).toBeUndefined();
});

test('a refusal of one purpose on one device holds for that purpose on the other', async () => {
  const { harness, phone, laptop } = await openTwoDevices();
  await phone.choose({ personalisation: 'denied' });
  later(harness);
  expect(await laptop.send({})).toMatchObject({ accepted: 1 });
  expect(harness.events().at(-1)).toMatchObject({ purposes: ['measurement'], customerId: 'c-1' });
});

test('what happened before a withdrawal elsewhere is refused though it was granted again since', async () => {
  const { harness, phone, laptop } = await openTwoDevices();
  const before = harness.clock.now;
  later(harness);
  await phone.choose({ personalisation: 'denied' });
  later(harness);
  await phone.choose({ personalisation: 'granted' });
  later(harness);
  await laptop.send({ occurredAt: before }, {});
  expect(
    harness
      .events()
      .slice(-2)
      .map(({ purposes }) => purposes),
  ).toEqual([['measurement'], ['measurement', 'personalisation']]);
});

test('a grant on one device counts on the other, where it is the last word', async () => {
  const harness = createHarness();
  const [phone, laptop] = [openBrowser(harness), openBrowser(harness)];
  await laptop.choose({ measurement: 'granted', personalisation: 'denied' });
  await laptop.send(laptop.signIn('c-1'));
  later(harness);
  await phone.choose(both);
  await phone.send(phone.signIn('c-1'));
  later(harness);
  await laptop.send({});
  const [event] = harness.events().slice(-1);
  expect(event).toMatchObject({ visitor: laptop.visitor, purposes: ['measurement', 'personalisation'] });
});

test('who withdrew elsewhere after this device was asked, and signs in here, is withdrawn here too', async () => {
  const harness = createHarness();
  const [phone, laptop] = [openBrowser(harness), openBrowser(harness)];
  await laptop.choose(both);
  const known = laptop.visitor;
  await phone.choose(both);
  await phone.send(phone.signIn('c-1'));
  later(harness);
  await phone.choose(neither);
  later(harness);
  expect(await laptop.send(laptop.signIn('c-1'))).toMatchObject({ accepted: 0, refusal: 'consent_withdrawn' });
  expect(laptop.token).toBeUndefined();
  expect(harness.store.records).toContainEqual(
    expect.objectContaining({ kind: 'withdrawal', visitor: known, purposes: ['measurement', 'personalisation'] }),
  );
});

test('who granted here after a withdrawal elsewhere, and signs in here, has granted', async () => {
  const harness = createHarness();
  const [phone, laptop] = [openBrowser(harness), openBrowser(harness)];
  await phone.choose(both);
  await phone.send(phone.signIn('c-1'));
  later(harness);
  await phone.choose(neither);
  later(harness);
  await laptop.choose(both);
  expect(await laptop.send(laptop.signIn('c-1'), {})).toMatchObject({ accepted: 2 });
});

test('a device on which nobody signed in keeps its own choice', async () => {
  const { harness, phone } = await openTwoDevices();
  const other = openBrowser(harness);
  await other.choose(both);
  await phone.choose(neither);
  later(harness);
  expect(await other.send({})).toMatchObject({ accepted: 1 });
});

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

test('signing out ends the customer’s visitor in this browser, and nobody’s goes on', async () => {
  const { harness, laptop } = await openTwoDevices();
  const signOut = { type: 'custom', name: 'signed_out' };
  expect(await laptop.send(signOut, {})).toMatchObject({ accepted: 1, rejected: [{}], refusal: 'no_consent' });
  expect(laptop.token).toBeUndefined();
  const stranger = openBrowser(harness);
  await stranger.choose(both);
  expect(await stranger.send(signOut, {})).toMatchObject({ accepted: 2 });
});

test('a server that names a customer and passes another’s token on tells of the customer', async () => {
  const { harness, laptop } = await openTwoDevices();
  const order = { orderId: 'A-1', currency: 'EUR', totalMinor: 100, lines: [{ productId: 'p', quantity: 1 }] };
  await harness.sendByKey([{ type: 'purchase', order, customerId: 'c-2' }], {
    headers: { 'Sillage-Visitor': laptop.token as string },
  });
  expect(harness.events().at(-1)).toMatchObject({
    visitor: customerVisitor('boutique', 'c-2'),
    customerId: 'c-2',
    basis: 'contract',
    purposes: [],
  });
});

test.each([
  ['a complaint', { type: 'custom', name: 'complaint_opened', key: 'k-1' }, 'consent'],
  [
    'an order of the till',
    {
      type: 'purchase',
      order: { orderId: 'T-1', currency: 'EUR', totalMinor: 100, lines: [{ productId: 'p', quantity: 1 }] },
    },
    'contract',
  ],
])('%s of a customer who granted is held for what they granted, until they withdraw', async (_, event, basis) => {
  const { harness, phone } = await openTwoDevices();
  const tell = (more: object) => harness.sendByKey([{ ...event, ...more }], { batch: { customerId: 'c-1' } });
  await tell({});
  expect(harness.events().at(-1)).toMatchObject({
    visitor: customerVisitor('boutique', 'c-1'),
    basis,
    purposes: ['measurement', 'personalisation'],
  });
  later(harness);
  await phone.choose(neither);
  later(harness);
  const kept = harness.events().length;
  await tell({ key: 'k-2', ...('order' in event && { order: { ...event.order, orderId: 'T-2' } }) });
  expect(
    harness
      .events()
      .slice(kept)
      .map(({ purposes }) => purposes),
  ).toEqual(basis === 'contract' ? [[]] : []);
});
