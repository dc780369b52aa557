import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventTypes } from './event.js';
import { readShopTerms } from './read-shop-terms.js';
import { eventSchema } from './schema.js';
import type { ShopTerms } from './shop-terms.js';

const item = {
  item_id: 'A',
  item_name: 'Tente',
  item_brand: 'Quechua',
  item_variant: 'verte',
  item_category: 'Camping, loisirs',
  item_category2: 'Tentes',
  price: '129,90',
  discount: 10,
  quantity: '2',
};
const line = {
  productId: 'A',
  name: 'Tente',
  brand: 'Quechua',
  variant: 'verte',
  currency: 'EUR',
  priceMinor: 12_990,
  discountMinor: 1000,
  quantity: 2,
  topics: ['camping-loisirs/tentes'],
};
const params = {
  transaction_id: 7,
  currency: 'eur',
  value: 259.8,
  tax: '43.30',
  shipping: 4.9,
  coupon: 'ÉTÉ',
  items: [item],
};
const sums = { currency: 'EUR', totalMinor: 25_980, taxMinor: 4330, shippingMinor: 490, coupon: 'ÉTÉ' };
const order = { orderId: '7', ...sums, lines: [line] };
const amount = { currency: 'EUR', totalMinor: 25_980 };

const id = '01921234-5678-7ccc-8ddd-eeeeeeeeeeee';
const base = { id, pageViewId: id, occurredAt: 1, clockOffsetMs: 0, tab: 't', sequence: 0 };
/** As it would be stored: read, then by the schema. */
function store(type: string, fields: object) {
  const {
    id: _id,
    pageViewId,
    occurredAt,
    clockOffsetMs,
    tab,
    sequence,
    ...stored
  } = eventSchema.parse(readShopTerms({ ...base, type, path: '/', ...fields }));
  return stored;
}

it.each<{ [T in keyof ShopTerms]: [type: T, fields: ShopTerms[T], stored: object] }[keyof ShopTerms]>([
  [
    'product_view',
    { items: [item], currency: 'EUR' },
    { product: { productId: 'A', priceMinor: 12_990, currency: 'EUR' }, topics: line.topics },
  ],
  ['product_view', { product: item, topics: 'Sacs' }, { product: { productId: 'A' }, topics: ['sacs'] }],
  ['cart_add', { currency: 'EUR', items: [item] }, { line }],
  ['cart_remove', { line: { ...item, currency: 'EUR' } }, { line }],
  ['cart_view', params, { currency: 'EUR', totalMinor: 25_980, lines: [line] }],
  ['checkout_start', { lines: [item], currency: 'EUR' }, { lines: [line] }],
  ['purchase', params, { order }],
  ['purchase', { order: params }, { order }],
  [
    'refund',
    params,
    { refund: { orderId: '7', ...amount, lines: [{ productId: 'A', quantity: 2, priceMinor: 11_990 }] } },
  ],
  ['refund', { transaction_id: 'T', items: [] }, { refund: { orderId: 'T' } }],
  ['page_view', { topics: 'Chaussures > Randonnée' }, { topics: ['chaussures/randonnee'] }],
  ['search', { query: 'tente', resultCount: '12' }, { query: 'tente', resultCount: 12 }],
])('reads a %s %#', (type, fields, stored) => {
  expect(store(type, fields)).toMatchObject(stored);
});

describe('of a refund', () => {
  const back = { productId: 'A', quantity: 1 };
  const of = (refund: object) => (store('refund', refund) as { refund: object }).refund;

  it.each<[string, object, object]>([
    ['the digits of its currency count', { value: 98, currency: 'jpy' }, { currency: 'JPY', totalMinor: 98 }],
    [
      'the currency of its items counts where it names none itself',
      { value: 98, items: [{ item_id: 'A', price: 98, currency: 'JPY' }] },
      { currency: 'JPY', totalMinor: 98, lines: [{ ...back, priceMinor: 98 }] },
    ],
    ['a price of no currency is left out', { items: [{ item_id: 'A', price: 98 }] }, { lines: [back] }],
    [
      'a price in another currency is left out',
      { currency: 'EUR', items: [{ item_id: 'A', price: 98, currency: 'JPY' }] },
      { currency: 'EUR', lines: [back] },
    ],
    ['an empty amount is none', { value: '', items: [] }, {}],
  ])('%s', (_, fields, refund) => {
    expect(of({ transaction_id: 'T', ...fields })).toEqual({ orderId: 'T', ...refund });
  });

  it('a price in our terms stays as it is, beside one in the shop’s', () => {
    const lines = [
      { ...back, priceMinor: 500 },
      { item_id: 'B', price: 5, discount: 1 },
    ];
    expect(of({ refund: { orderId: 'T', currency: 'EUR', lines } })).toEqual({
      orderId: 'T',
      currency: 'EUR',
      lines: [lines[0], { productId: 'B', quantity: 1, priceMinor: 400 }],
    });
  });
});

it('stores of a product what a product has', () => {
  const { product } = store('product_view', { items: [item] }) as { product: object };
  expect(Object.keys(product).sort()).toEqual(['brand', 'name', 'priceMinor', 'productId', 'variant']);
});

it.each([
  ['schema.org’s', { sku: 'A', brand: { name: 'Q' }, offers: [{ price: '9.90', priceCurrency: 'EUR' }] }],
  ['an aggregate offer’s', { productID: 'A', sku: 'B', brand: 'Q', offers: { lowPrice: 9.9, priceCurrency: 'EUR' } }],
  ['an element’s', { sillageView: 'A', sillageBrand: 'Q', sillagePrice: '9,90', sillageCurrency: 'eur' }],
  ['GA4’s without the prefix', { id: 'A', brand: 'Q', price: 9.9, currency: 'EUR' }],
])('knows %s names', (_, named) => {
  expect(store('product_view', { items: [named] })).toMatchObject({
    product: { productId: 'A', brand: 'Q', priceMinor: 990, currency: 'EUR' },
  });
});

it('reads the lines and topics that an order of ours has in the shop’s terms', () => {
  const own = {
    orderId: 'T',
    currency: 'EUR',
    totalMinor: 1,
    lines: [item, { productId: 'B', quantity: 1, topics: 'Sacs' }],
  };
  expect(store('purchase', { order: own })).toMatchObject({
    order: { lines: [line, { productId: 'B', topics: ['sacs'] }] },
  });
});

describe('what is in our own terms', () => {
  it.each([
    ['page_view', { topics: ['sacs'], title: 'Sacs' }],
    ['engagement', { topics: ['sacs'] }],
    ['product_view', { product: { productId: 'A' } }],
    ['cart_add', { line: { productId: 'A', quantity: 1 } }],
    ['cart_view', { lines: [{ productId: 'A', quantity: 1 }] }],
    ['purchase', { order: { orderId: 'T', lines: [{ productId: 'A', quantity: 1 }] } }],
    ['refund', { refund: { orderId: 'T' } }],
    ['search', { query: 'sac', resultCount: 1 }],
    ['custom', { name: 'x' }],
  ])('stays the same object: %s', (type, fields) => {
    const event = { type, ...fields };
    expect(readShopTerms(event)).toBe(event);
  });

  it('is not mixed with the shop’s', () => {
    expect(store('cart_add', { line: { productId: 'A', quantity: 1, price: 5 } })).toEqual({
      type: 'cart_add',
      line: { productId: 'A', quantity: 1 },
    });
  });
});

it('cuts the texts that a page is free to make long', () => {
  expect(store('page_view', { title: 'x'.repeat(400) })).toMatchObject({ title: 'x'.repeat(300) });
  expect(store('search', { query: 'x'.repeat(400) })).toMatchObject({ query: 'x'.repeat(300) });
});

it.each([
  ['cart_add', { items: {} }],
  ['cart_add', { items: [null] }],
  ['cart_add', { line: { item_id: {} } }],
  ['cart_add', { line: { item_id: 'A', quantity: -1 } }],
  ['product_view', { items: [] }],
  ['purchase', { order: {} }],
  ['purchase', { transaction_id: 'T', items: [{ item_id: 'A' }], value: 'free', currency: 'EUR' }],
  ['purchase', { transaction_id: 'T', items: [{ item_id: 'A' }], value: 1, currency: '€' }],
  ['refund', { transaction_id: 'T', value: 98 }],
  ['refund', { transaction_id: 'T', value: 98, currency: '€' }],
  ['refund', { transaction_id: 'T', value: -20, currency: 'EUR' }],
  ['refund', { refund: { transaction_id: 'T', value: 'all', currency: 'EUR' } }],
])('leaves what can’t be read to the schema, which refuses it: %s %j', (type, fields) => {
  expect(eventSchema.safeParse(readShopTerms({ ...base, type, ...fields })).success).toBe(false);
});

it('never throws, whatever comes', () => {
  const names = [
    'items',
    'line',
    'lines',
    'order',
    'refund',
    'product',
    'topics',
    'currency',
    'value',
    'item_id',
    'price',
  ];
  const key = fc.constantFrom(
    ...names,
    'quantity',
    'brand',
    'offers',
    'transaction_id',
    'title',
    'valueOf',
    '__proto__',
  );
  const { tree } = fc.letrec((tie) => ({
    leaf: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constant('EUR')),
    tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), fc.array(tie('tree')), fc.dictionary(key, tie('tree'))),
  }));
  fc.assert(
    fc.property(fc.constantFrom(...eventTypes), fc.dictionary(key, tree), (type, fields) => {
      eventSchema.safeParse(readShopTerms({ ...fields, ...base, type }));
    }),
    { numRuns: 500 },
  );
});
