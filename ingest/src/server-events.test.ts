import { type BatchReply, nilUuid, uuidv7 } from '@sillage/protocol';
import { signIdentify } from '@sillage/protocol/identify-signature';
import { expect, test } from 'vitest';
import { customerVisitor, deriveId } from './derived-id.js';
import {
  createHarness,
  dayMs,
  identifySecret,
  kinds,
  now,
  orderOf,
  pageView,
  proofId,
  siteOf,
  tokenOf,
  visitor,
} from './testing/ingest-harness.js';

const replyOf = async (response: Response) => (await response.json()) as BatchReply;
const asVisitor = (token = tokenOf()) => ({ headers: { 'Sillage-Visitor': token } });

test("an order of the till is kept by its contract, for the customer's own visitor", async () => {
  const { sendByKey, events } = createHarness({ sites: [siteOf({ ordersFrom: 'server' })] });
  const batch = { channel: 'till', customerId: 'c-1' };
  await sendByKey([{ type: 'purchase', order: orderOf() }], { batch });
  expect(events()[0]).toMatchObject({
    channel: 'till',
    customerId: 'c-1',
    visitor: customerVisitor('boutique', 'c-1'),
    basis: 'contract',
    purposes: [],
    proofId: nilUuid,
    device: 'other',
    isBot: false,
    occurredAt: now,
    id: deriveId('event', 'boutique', 'till', 'A-1001'),
    tab: '',
    clockOffsetMs: 0,
    row: { sequence: 0, order_id: 'A-1001' },
  });
  expect(events()[0]?.row.page_view).toBe(Number.parseInt(events()[0]?.id.slice(28) ?? '', 16));
});

test('an order told twice by its id is stored once; one of no customer stands for itself', async () => {
  const { sendByKey, events } = createHarness();
  const purchase = (orderId: string) => ({ type: 'purchase', order: orderOf({ orderId }) });
  await sendByKey([purchase('A-1'), purchase('A-2')]);
  expect(await replyOf(await sendByKey([purchase('A-1')]))).toMatchObject({ accepted: 0, duplicates: 1 });
  const [first, second] = events();
  expect(first?.visitor).not.toBe(second?.visitor);
  expect(first?.customerId).toBe('');
});

test('a refund needs an id or a key of its own, for an order can be refunded more than once', async () => {
  const { sendByKey, events } = createHarness();
  const refund = { orderId: 'A-1', lines: [{ productId: 'shoe-1', quantity: 1 }] };
  const reply = await replyOf(
    await sendByKey([
      { type: 'refund', refund },
      { type: 'refund', key: 'r-1', refund },
    ]),
  );
  expect(reply).toMatchObject({ accepted: 1, rejected: [{ index: 0, reason: 'invalid_event' }] });
  expect(events()[0]?.id).toBe(deriveId('event', 'boutique', 'server', 'r-1'));
});

test('an order with the token of a visitor who consents belongs to that visitor', async () => {
  const { sendByKey, events } = createHarness();
  await sendByKey([{ type: 'purchase', order: orderOf(), customerId: 'c-1' }], asVisitor());
  expect(events()[0]).toMatchObject({ visitor, proofId, basis: 'consent', customerId: 'c-1' });
  expect(events()[0]?.purposes).toEqual(['measurement', 'personalisation']);
});

test.each([
  ['forged', 'v1.x.y'],
  ['of a consent that has expired', tokenOf({ consentExpiresAt: (now - dayMs) / 1000 })],
  ['that grants nothing', tokenOf({ purposes: [] })],
])('an order with a token %s is kept without the visitor; other events are refused', async (_title, token) => {
  const { sendByKey, events } = createHarness();
  const sent = await sendByKey([{ type: 'purchase', order: orderOf() }, pageView()], asVisitor(token));
  expect(await replyOf(sent)).toMatchObject({ accepted: 1, rejected: [{ index: 1 }] });
  expect(events()[0]?.basis).toBe('contract');
  expect(events()[0]?.visitor).not.toBe(visitor);
});

test('an order that happened before the visitor withdrew is kept by its contract', async () => {
  const { sendByKey, store, events } = createHarness();
  const purposes = ['measurement', 'personalisation'] as const;
  await store.append([{ kind: 'withdrawal', site: 'boutique', visitor, purposes, at: now }]);
  await sendByKey([{ type: 'purchase', order: orderOf() }], asVisitor());
  expect(events()[0]).toMatchObject({ basis: 'contract' });
  expect(events()[0]?.visitor).not.toBe(visitor);
});

test('other events of a server need a visitor who consents', async () => {
  const { sendByKey } = createHarness();
  const call = { type: 'custom', name: 'call', key: 'call-7' };
  const [without, withToken] = [await sendByKey([call]), await sendByKey([call], asVisitor())];
  expect(await replyOf(without)).toMatchObject({ rejected: [{ reason: 'no_consent' }] });
  expect(await replyOf(withToken)).toMatchObject({ accepted: 1 });
});

test('what an import is refused may be known from an earlier run; what others are, is not', async () => {
  const { sendByKey, store } = createHarness();
  const wrong = pageView({ path: 1 });
  await sendByKey([wrong], { batch: { import: { id: visitor } } });
  await sendByKey([{ ...wrong, type: 'purchase' }]);
  expect(store.records.map((record) => record.kind === 'rejection' && record.isSuspect)).toEqual([true, undefined]);
});

test('identify by secret key ties the visitor to the customer, for this and later events', async () => {
  const { sendByKey, send, store, events } = createHarness();
  await sendByKey([{ type: 'identify', customerId: 'c-1', key: 'login-1' }], asVisitor());
  expect(kinds(store.records)).toEqual(['choice', 'event', 'person']);
  expect(store.records[2]).toMatchObject({
    person: { site: 'boutique', visitor, customerId: 'c-1', proof: 'key', linkedAt: now },
  });
  await send([pageView()]);
  expect(events().map(({ customerId }) => customerId)).toEqual(['c-1', 'c-1']);
});

test("identify with the shop's signature is believed, told once, and stored without the signature", async () => {
  const { send, store, events } = createHarness();
  const claim = { site: 'boutique', customerId: 'c-1', expiresAt: (now + dayMs) / 1000 };
  const identify = () => {
    const { site: _site, ...fields } = claim;
    return pageView({ type: 'identify', ...fields, signature: signIdentify(claim, identifySecret) });
  };
  await send([pageView(), identify(), pageView()]);
  await send([identify()]);
  expect(kinds(store.records)).toEqual(['event', 'choice', 'event', 'person', 'event', 'event']);
  expect(events().map(({ customerId }) => customerId)).toEqual(['', 'c-1', 'c-1', 'c-1']);
  expect(JSON.stringify(events())).not.toMatch(/signature|expiresAt/);
});

test('an import brings its own visitors, sessions and time, and can be kept for ever', async () => {
  const { sendByKey, store, events } = createHarness();
  const [importId, visitorId, sessionId] = [uuidv7(now), uuidv7(now + 1), uuidv7(now + 2)];
  const view = pageView({ occurredAt: Date.UTC(2014, 3, 1), visitorId, sessionId });
  const batch = { import: { id: importId, keepForEver: true } };
  expect(await replyOf(await sendByKey([view], { batch }))).toMatchObject({ accepted: 1 });
  expect(events()[0]).toMatchObject({
    visitor: visitorId,
    sessionId,
    occurredAt: Date.UTC(2014, 3, 1),
    basis: 'import',
    proofId: importId,
    purposes: [],
    retentionDays: 0,
    channel: 'import',
  });
  expect(store.records[0]).toMatchObject({ isSuspect: true });
});

test('an import that does not say to be kept for ever is refused what is older than the retention', async () => {
  const { sendByKey } = createHarness();
  const batch = { import: { id: uuidv7(now) } };
  const reply = await replyOf(await sendByKey([pageView({ occurredAt: now - 761 * dayMs })], { batch }));
  expect(reply).toMatchObject({ rejected: [{ reason: 'too_old' }] });
});
