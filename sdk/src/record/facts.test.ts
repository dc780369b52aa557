// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { decide } from '../consent/gate.js';
import type { Core } from '../core.js';
import { createFakeCore } from '../testing/fake-core.js';
import { type Telling, tell } from './facts.js';

const product = (productId: string) => ({ product: { productId } });
const line = (productId: string, name = '') => ({ line: { productId, quantity: 1, name } });

let core: Core;
/** As they were stored. */
const recorded = () => added.map((json) => JSON.parse(json));
let added: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  core = createFakeCore().core;
  decide(core, { measurement: 'granted' }, { name: 'api' });
  added = [];
  const { set } = core.unanswered;
  core.unanswered.set = (id, event) => {
    added.push(event[1]);
    return set.call(core.unanswered, id, event);
  };
  core.shownPage = { path: '/', topics: [] };
});
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

it.each<[string, Telling[], string[]]>([
  [
    'the API over all',
    [
      [3, 'product_view', product('jsonLd')],
      [2, 'product_view', product('layer')],
      [1, 'product_view', product('attributes')],
      [0, 'product_view', product('api')],
    ],
    ['api'],
  ],
  [
    'attributes over the data layer',
    [
      [2, 'product_view', product('layer')],
      [1, 'product_view', product('attributes')],
    ],
    ['attributes'],
  ],
  [
    'the data layer over JSON-LD',
    [
      [3, 'product_view', product('jsonLd')],
      [2, 'product_view', product('layer')],
    ],
    ['layer'],
  ],
  ['JSON-LD alone', [[3, 'product_view', product('jsonLd')]], ['jsonLd']],
])('hears %s', (_, tellings, expected) => {
  for (const telling of tellings) tell(core, ...telling);
  vi.advanceTimersByTime(1000);
  expect(recorded().map((event) => event.product.productId)).toEqual(expected);
});

it('counts every change of the cart that its source tells, and no other source’s', () => {
  for (let click = 0; click < 2; click++) {
    tell(core, 1, 'cart_add', line('A'));
    tell(core, 2, 'cart_add', line('A'));
    vi.advanceTimersByTime(1000);
  }
  tell(core, 2, 'cart_add', line('B'));
  vi.advanceTimersByTime(1000);
  expect(recorded().map((event) => event.line.productId)).toEqual(['A', 'A', 'B']);
});

it.each<[string, Telling, Telling]>([
  [
    'a line of the cart',
    [0, 'cart_add', { line: { productId: 'A', quantity: 1 } }],
    [2, 'cart_add', { items: [{ item_id: 'A' }] }],
  ],
  [
    'a line of the cart on a button',
    [1, 'cart_add', { items: [{ sillageId: 'A' }] }],
    [2, 'cart_add', { items: [{ id: 'A' }] }],
  ],
  [
    'an order',
    [0, 'purchase', { order: { orderId: 'T' } }],
    [2, 'purchase', { transaction_id: 'T', items: [{ item_id: 'A' }] }],
  ],
  ['the cart', [0, 'cart_view', { lines: [] }], [2, 'cart_view', { items: [{ item_id: 'A' }] }]],
])('knows %s by our name or the shop’s', (_, first, second) => {
  tell(core, ...first);
  vi.advanceTimersByTime(1000);
  tell(core, ...second);
  vi.advanceTimersByTime(1000);
  expect(recorded()).toHaveLength(1);
});

it('records the API at once', () => {
  tell(core, 0, 'search', { query: 'tente' });
  expect(recorded()).toMatchObject([{ type: 'search', query: 'tente', sequence: 0 }]);
});

it('cleans what visitors write', () => {
  tell(core, 0, 'search', { query: 'jean@example.org' });
  expect(recorded()[0].query).toBe('[email]');
});

it('holds what is told before the page is read, and forgets it where the visitor has refused', () => {
  delete core.shownPage;
  tell(core, 0, 'custom', { name: 'early' });
  core.granted = [];
  core.consentRecord = { ...core.consentRecord, choices: { measurement: 'denied' }, expiresAt: core.clock() + 1000 };
  tell(core, 0, 'custom', { name: 'refused' });
  expect(core.heldTellings).toEqual([[0, 'custom', { name: 'early' }]]);
  expect(recorded()).toEqual([]);
});

it('records no event that the server would not take for its size', () => {
  tell(core, 0, 'custom', { name: 'large', properties: { filler: 'x'.repeat(17_000) } });
  expect(recorded()).toEqual([]);
});
