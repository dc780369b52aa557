import { batchSchema, eventSchema } from '@sillage/protocol/schema';
import { expect, it } from 'vitest';
import { readGa4 } from './ga4.js';

const items = [{ item_id: 'A', item_name: 'Tente', item_category: 'Camping', price: 129, quantity: 2 }];
const line = { productId: 'A', name: 'Tente', currency: 'EUR', priceMinor: 12900, quantity: 2, topics: ['camping'] };
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
/** What `gtag` pushes. */
const gtag = (...given: unknown[]) => Object.assign({ length: given.length }, given);

it.each([
  ['gtag', gtag('event', 'add_to_cart', { currency: 'EUR', items })],
  ['Tag Manager', { event: 'add_to_cart', ecommerce: { currency: 'EUR', items } }],
  ['flat objects', { event: 'add_to_cart', currency: 'EUR', items }],
])('understands %s', (_, entry) => {
  expect(plain(readGa4(entry))).toEqual([['cart_add', { line }]]);
});

it.each([
  ['view_item', ['product_view', { product: line, topics: ['camping'] }]],
  ['remove_from_cart', ['cart_remove', { line }]],
  ['view_cart', ['cart_view', { currency: 'EUR', totalMinor: 25800, lines: [line] }]],
  ['begin_checkout', ['checkout_start', { currency: 'EUR', totalMinor: 25800, lines: [line] }]],
])('reads %s', (event, told) => {
  expect(plain(readGa4({ event, ecommerce: { currency: 'EUR', value: 258, items } }))).toEqual([told]);
});

it('reads a purchase and a refund, of a part or of all', () => {
  const ecommerce = { transaction_id: 'T1', currency: 'EUR', value: 258, tax: 43, shipping: 4.9, coupon: 'X', items };
  const sums = { currency: 'EUR', totalMinor: 25800, taxMinor: 4300, shippingMinor: 490, coupon: 'X' };
  expect(plain(readGa4({ event: 'purchase', ecommerce }))).toEqual([
    ['purchase', { order: { orderId: 'T1', ...sums, lines: [line] } }],
  ]);
  expect(plain(readGa4({ event: 'refund', transaction_id: 'T1' }))).toEqual([
    ['refund', { refund: { orderId: 'T1' } }],
  ]);
});

it.each([
  [undefined],
  [null],
  ['text'],
  [{ event: 'gtm.js' }],
  [{ event: 'constructor' }],
  [gtag('consent', 'default', {})],
])('makes nothing of %j', (entry) => {
  expect(readGa4(entry)).toEqual([]);
});

it('gives what the server takes', () => {
  const id = '01921234-5678-7ccc-8ddd-eeeeeeeeeeee';
  const base = { id, pageViewId: id, occurredAt: 1, clockOffsetMs: 0, tab: 't', sequence: 0 };
  const events = ['view_item', 'add_to_cart', 'remove_from_cart', 'view_cart', 'begin_checkout', 'purchase', 'refund']
    .flatMap((event) =>
      readGa4({ event, ecommerce: { transaction_id: 'T', currency: 'EUR', value: 258, tax: 1, items } }),
    )
    .map(([type, fields]) => plain({ ...base, type, ...fields }));
  expect(batchSchema.safeParse({ site: 's', sentAt: 1, attempt: 1, sdk: 'x', events }).success).toBe(true);
  expect(events.map((event) => eventSchema.safeParse(event).error?.issues)).toEqual(events.map(() => undefined));
});
