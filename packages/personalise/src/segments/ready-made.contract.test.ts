import { randomUUID } from 'node:crypto';
import { readyMadeSegments, type SillageEvent, uuidv7 } from '@sillage/protocol';
import type { StoredEvent } from '@sillage/warehouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { knownPeople } from '../testing/known-people.js';
import { openShop, type ShopOnDisk } from '../testing/open-shop.js';
import { now } from '../testing/random-shop.js';
import { isInSegment, toSegmentSubject } from './is-in-segment.js';

const dayMs = 86_400_000;
const site = 'regulars';
const ids: Record<string, string> = {
  newcomer: '10000000-0000-4000-8000-000000000000',
  returner: '20000000-0000-4000-8000-000000000000',
  abandoner: '30000000-0000-4000-8000-000000000000',
  regular: '40000000-0000-4000-8000-000000000000',
  bargainer: '50000000-0000-4000-8000-000000000000',
  hesitant: '60000000-0000-4000-8000-000000000000',
  pestered: '70000000-0000-4000-8000-000000000000',
  colleague: '80000000-0000-4000-8000-000000000000',
};

const page = { type: 'page_view', path: '/' };
const product = (productId: string) => ({ type: 'product_view', product: { productId } });
const add = { type: 'cart_add', line: { productId: 'P1', quantity: 1, priceMinor: 900, currency: 'EUR' } };
const contact = { type: 'custom', name: 'contact' };
const order = (coupon?: string) => ({
  type: 'purchase',
  order: {
    orderId: randomUUID(),
    currency: 'EUR',
    totalMinor: 20_000,
    lines: [{ productId: 'P9', quantity: 1 }],
    ...(coupon === undefined ? {} : { coupon }),
  },
});

/** Who → days ago → what they did in that session. */
const happened: Record<string, Record<number, object[]>> = {
  newcomer: { 1: [page] },
  returner: { 10: [page, product('P1'), product('P2')], 2: [page, product('P3')] },
  abandoner: { 1: [page, add] },
  regular: { 60: [order()], 40: [order()], 20: [order()] },
  bargainer: { 50: [order('NOEL')], 40: [order('NOEL')] },
  hesitant: { 60: [order()], 40: [order()] },
  pestered: { 3: [page, contact, contact] },
  colleague: { 1: [page, add] },
};

function toEvents(): StoredEvent[] {
  return Object.entries(happened).flatMap(([name, sessions]) =>
    Object.entries(sessions).flatMap(([daysAgo, drafts]) => {
      const sessionId = randomUUID();
      return drafts.map((draft) => toEvent(draft, { name, sessionId, at: now - Number(daysAgo) * dayMs }));
    }),
  );
}

function toEvent(draft: object, { name, sessionId, at }: { name: string; sessionId: string; at: number }): StoredEvent {
  const id = uuidv7(at);
  return {
    event: { id, pageViewId: id, occurredAt: at, clockOffsetMs: 0, tab: 't', sequence: 0, ...draft } as SillageEvent,
    site,
    visitor: ids[name] as string,
    sessionId,
    occurredAt: at,
    receivedAt: at,
    channel: 'web',
    device: 'mobile',
    country: 'FR',
    isBot: false,
    isInternal: name === 'colleague',
    purposes: ['measurement', 'personalisation'],
    basis: 'consent',
    proofId: randomUUID(),
    customerId: '',
    retentionDays: 0,
  };
}

const events = toEvents();
let shop: ShopOnDisk;
beforeAll(async () => {
  shop = await openShop();
  await shop.insert({ events, links: [] }, 5);
});
afterAll(() => shop.close());

const segments = readyMadeSegments('EUR');
const treeOf = (id: string) => segments.find((segment) => segment.id === id)!.tree;

it.each([
  ['new', ['newcomer', 'abandoner', 'pestered']],
  ['returning', ['returner', 'regular']],
  ['cart-abandoned', ['abandoner']],
  ['viewed-never-bought', ['returner']],
  ['loyal', ['regular']],
  ['most-profitable', ['regular']],
  ['loyal-to-discounts', ['bargainer']],
  ['at-risk', ['hesitant']],
  ['lost', ['bargainer']],
  ['not-to-be-contacted', ['pestered']],
] as const)('finds who is meant by %s, in ClickHouse and in memory', async (id, names) => {
  const tree = treeOf(id);
  const expected = names.map((name) => ids[name] as string).sort();
  expect(await shop.list({ site, tree, now })).toEqual(expected);
  expect(await shop.warehouse.countSegment({ site, tree, now })).toBe(expected.length);
  const interpreted = knownPeople({ events, links: [] }).filter((person) =>
    isInSegment(tree, toSegmentSubject(person, now)),
  );
  expect(interpreted.flatMap((person) => person.visitors).sort()).toEqual(expected);
});

it('knows every ready-made segment above', () => {
  expect(segments).toHaveLength(10);
});
