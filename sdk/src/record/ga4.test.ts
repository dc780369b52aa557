// @vitest-environment happy-dom
import { readShopTerms } from '@sillage/protocol/read-shop-terms';
import { eventSchema } from '@sillage/protocol/schema';
import { expect, it } from 'vitest';
import { createFakeCore } from '../testing/fake-core.js';
import type { Telling } from './facts.js';
import { tellGa4 } from './ga4.js';

const items = [
  { item_id: 'A', item_name: 'Tente', item_category: 'Camping', price: 129, quantity: 2 },
  { item_id: 'B', item_name: 'Sac', price: 20 },
];
const [tent, bag] = items;
/** What `gtag` pushes. */
const gtag = (...given: unknown[]) => Object.assign({ length: given.length }, given);

function read(entry: unknown): Telling[] {
  const told: Telling[] = [];
  const { core } = createFakeCore();
  core.tell = (...telling) => told.push(telling);
  tellGa4(core, entry);
  return told;
}

it.each([
  ['gtag', gtag('event', 'add_to_cart', { currency: 'EUR', items: [tent] })],
  ['Tag Manager', { event: 'add_to_cart', ecommerce: { currency: 'EUR', items: [tent] } }],
  ['flat objects', { event: 'add_to_cart', currency: 'EUR', items: [tent] }],
])('understands %s', (_, entry) => {
  expect(read(entry)).toEqual([[2, 'cart_add', { currency: 'EUR', items: [tent] }]]);
});

it.each([
  ['view_item', 'product_view'],
  ['add_to_cart', 'cart_add'],
  ['remove_from_cart', 'cart_remove'],
])('tells each item of %s', (event, type) => {
  expect(read({ event, ecommerce: { value: 5, items } })).toEqual([
    [2, type, { value: 5, items: [tent] }],
    [2, type, { value: 5, items: [bag] }],
  ]);
});

it.each([
  ['view_cart', 'cart_view'],
  ['begin_checkout', 'checkout_start'],
  ['purchase', 'purchase'],
  ['refund', 'refund'],
])('tells %s as one', (event, type) => {
  const params = { transaction_id: 'T1', currency: 'EUR', value: 258, tax: 43, shipping: 4.9, coupon: 'X', items };
  expect(read({ event, ecommerce: params })).toEqual([[2, type, params]]);
});

it('takes of an entry nothing but what it knows', () => {
  const entry = {
    event: 'purchase',
    user_data: { email: 'jo@shop.example' },
    user_id: 'jo',
    transaction_id: 'T',
    customer: { email: 'jo@shop.example' },
    items: [{ item_id: 'A', affiliation: 'x', custom: { deep: true }, item_list_name: 'x', price: 5 }],
  };
  expect(read(entry)).toEqual([[2, 'purchase', { transaction_id: 'T', items: [{ item_id: 'A', price: 5 }] }]]);
});

it.each([
  [undefined],
  [null],
  ['text'],
  [{ event: 'gtm.js' }],
  [{ event: 'constructor' }],
  [gtag('consent', 'default', {})],
])('makes nothing of %j', (entry) => {
  expect(read(entry)).toEqual([]);
});

it('gives what the server takes', () => {
  const id = '01921234-5678-7ccc-8ddd-eeeeeeeeeeee';
  const base = { id, pageViewId: id, occurredAt: 1, clockOffsetMs: 0, tab: 't', sequence: 0 };
  const events = ['view_item', 'add_to_cart', 'remove_from_cart', 'view_cart', 'begin_checkout', 'purchase', 'refund']
    .flatMap((event) => read({ event, ecommerce: { transaction_id: 'T', currency: 'EUR', value: 258, tax: 1, items } }))
    .map(([, type, fields]) => readShopTerms({ ...base, type, ...fields }));
  expect(events.map((event) => eventSchema.safeParse(event).error?.issues)).toEqual(events.map(() => undefined));
});
