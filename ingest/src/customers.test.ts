import { expect, test } from 'vitest';
import { customerVisitor } from './derived-id.js';
import { both, later, openBrowser, openTwoDevices } from './testing/browser.js';
import { createHarness, kinds, orderOf } from './testing/ingest-harness.js';

const neither = { measurement: 'denied', personalisation: 'denied' } as const;

test('a withdrawal on one device ends the other, whose cookie goes', async () => {
  const { harness, phone, laptop } = await openTwoDevices();
  const [onPhone, onLaptop] = [phone.visitor, laptop.visitor];
  expect(onPhone).not.toBe(onLaptop);
  await phone.choose(neither);
  expect(phone.token).toBeUndefined();
  expect(harness.store.records.slice(-2)).toMatchObject([
    { kind: 'withdrawal', visitor: onPhone, customerIds: ['c-1'] },
    { kind: 'withdrawal', visitor: customerVisitor('boutique', 'c-1') },
  ]);
  later(harness);
  expect(await laptop.send({})).toMatchObject({ accepted: 0, refusal: 'consent_withdrawn' });
  expect(laptop.token).toBeUndefined();
});

test('a refusal of one purpose on one device holds for that purpose on the other', async () => {
  const { harness, phone, laptop } = await openTwoDevices();
  await phone.choose({ personalisation: 'denied' });
  later(harness);
  expect(await laptop.send({})).toMatchObject({ accepted: 1 });
  expect(harness.events().at(-1)).toMatchObject({ purposes: ['measurement'], customerId: '' });
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
  await laptop.send(laptop.signIn('c-1'), {});
  const [event] = harness.events().slice(-1);
  expect(event).toMatchObject({ visitor: laptop.visitor, purposes: ['measurement', 'personalisation'] });
  expect(event).toMatchObject({ customerId: 'c-1' });
});

test('who grants measurement alone is tied to no customer: what they do is kept without one', async () => {
  const harness = createHarness();
  const laptop = openBrowser(harness);
  await laptop.choose({ measurement: 'granted', personalisation: 'denied' });
  expect(await laptop.send({}, laptop.signIn('c-1'), {})).toMatchObject({ accepted: 3 });
  const atShop = { type: 'purchase', customerId: 'c-1', order: orderOf() };
  await harness.sendByKey([atShop], { batch: { token: laptop.token } });
  expect(harness.events().map(({ customerId, purposes }) => [customerId, purposes])).toEqual(
    Array.from({ length: 4 }, () => ['', ['measurement']]),
  );
  expect(kinds(harness.store.records)).toEqual(['consent', 'event', 'event', 'event', 'event']);
  expect(JSON.stringify(harness.store.records)).not.toContain('c-1');
  expect(harness.store.findVisitor('boutique', laptop.visitor ?? '')).not.toHaveProperty('customerId');
});

test('what a customer withdrew elsewhere ends with their sign-in under measurement alone too', async () => {
  const harness = createHarness();
  const [phone, laptop] = [openBrowser(harness), openBrowser(harness)];
  await laptop.choose({ measurement: 'granted', personalisation: 'denied' });
  await phone.choose(both);
  await phone.send(phone.signIn('c-1'));
  later(harness);
  await phone.choose(neither);
  later(harness);
  expect(await laptop.send(laptop.signIn('c-1'))).toMatchObject({ accepted: 0, refusal: 'consent_withdrawn' });
});

test('a mail to a customer who lets only figures be kept is not kept', async () => {
  const { harness, phone } = await openTwoDevices();
  await phone.choose({ personalisation: 'denied' });
  later(harness);
  const mail = { type: 'custom', name: 'contact', key: 'mail-1', occurredAt: harness.clock.now, customerId: 'c-1' };
  const reply = await (await harness.sendByKey([mail], { batch: { channel: 'email' } })).json();
  expect(reply).toMatchObject({ accepted: 0, rejected: [{ reason: 'consent_withdrawn' }] });
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
