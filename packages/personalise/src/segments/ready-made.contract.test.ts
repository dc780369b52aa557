import { randomUUID } from 'node:crypto';
import { readyMadeSegments, type SillageEvent, uuidv7 } from '@sillage/protocol';
import type { StoredEvent, StoredProduct } from '@sillage/warehouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SiteCatalogue } from '../catalogue/site-catalogue.js';
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
  loser: 'c0000000-0000-4000-8000-000000000000',
  explorer: '90000000-0000-4000-8000-000000000000',
  complainer: 'a0000000-0000-4000-8000-000000000000',
  appeased: 'b0000000-0000-4000-8000-000000000000',
};

const page = { type: 'page_view', path: '/' };
const product = (productId: string) => ({ type: 'product_view', product: { productId } });
const add = { type: 'cart_add', line: { productId: 'P1', quantity: 1, priceMinor: 900, currency: 'EUR' } };
const contact = { type: 'custom', name: 'contact' };
const told = (name: string, id: string) => ({ type: 'custom', name, properties: { id } });
const order = (coupon?: string, productId = 'P9') => ({
  type: 'purchase',
  order: {
    orderId: randomUUID(),
    currency: 'EUR',
    totalMinor: 20_000,
    lines: [{ productId, quantity: 1 }],
    ...(coupon === undefined ? {} : { coupon }),
  },
});

/** Who → days ago → what they did in that session. */
const happened: Record<string, Record<number, object[]>> = {
  newcomer: { 1: [page] },
  returner: { 10: [page, product('P1'), product('P2')], 2: [page, product('P3')] },
  abandoner: { 1: [page, add] },
  regular: { 60: [order()], 40: [order()], 20: [order()] },
  loser: { 30: [order(undefined, 'stale'), order(undefined, 'stale'), order(undefined, 'stale')] },
  bargainer: { 50: [order('NOEL')], 40: [order('NOEL')] },
  hesitant: { 60: [order()], 40: [order()] },
  pestered: { 3: [page, contact, contact] },
  colleague: { 1: [page, add] },
  explorer: { 45: [order(undefined, 'fresh')], 25: [order(undefined, 'fresh')] },
  complainer: { 80: [page, told('complaint_opened', 'T1')], 70: [told('complaint_closed', 'T2')] },
  appeased: { 80: [page, told('complaint_opened', 'T3')], 70: [told('complaint_closed', 'T3')] },
};

/** What was new when it was bought, and earns; and what sells well and earns next to nothing. */
const catalogue: StoredProduct[] = [
  { id: 'fresh', name: 'Tente', currency: 'EUR', marginMinor: 8_000, releasedAt: now - 50 * dayMs },
  { id: 'stale', name: 'Piquet', currency: 'EUR', marginMinor: 1, releasedAt: now - 900 * dayMs },
].map((product) => ({ ...product, changedAt: now, revision: 1, isRemoved: false }));
const known = new SiteCatalogue();
for (const product of catalogue) known.apply(product);

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
  await shop.insert({ events, links: [], catalogue }, 5);
});
afterAll(() => shop.close());

const segments = readyMadeSegments('EUR');
const treeOf = (id: string) => segments.find((segment) => segment.id === id)!.tree;

it.each([
  ['new', ['newcomer', 'abandoner', 'pestered']],
  ['returning', ['returner', 'regular', 'explorer']],
  ['cart-abandoned', ['abandoner']],
  ['viewed-never-bought', ['returner']],
  ['loyal', ['regular']],
  ['most-profitable', ['regular', 'explorer']],
  ['loyal-to-discounts', ['bargainer']],
  ['at-risk', ['hesitant']],
  ['lost', ['bargainer', 'loser']],
  ['exploring-new-products', ['explorer']],
  ['not-to-be-contacted', ['pestered', 'complainer']],
] as const)('finds who is meant by %s, in ClickHouse and in memory', async (id, names) => {
  const tree = treeOf(id);
  const expected = names.map((name) => ids[name] as string).sort();
  expect(await shop.list({ site, tree, now })).toEqual(expected);
  expect(await shop.warehouse.countSegment({ site, tree, now })).toBe(expected.length);
  const interpreted = knownPeople({ events, links: [] }).filter((person) =>
    isInSegment(tree, toSegmentSubject(person, now, { findSold: (productId) => known.findSold(productId) })),
  );
  expect(interpreted.flatMap((person) => person.visitors).sort()).toEqual(expected);
});

it('knows every ready-made segment above', () => {
  expect(segments).toHaveLength(11);
});
