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
  const { set } = core.waiting;
  core.waiting.set = (id, waiting) => {
    added.push(waiting.event[1]);
    return set.call(core.waiting, id, waiting);
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
  core.consentRecord = { ...core.consentRecord, choices: { measurement: 'denied' }, expiresAt: core.now() + 1000 };
  tell(core, 0, 'custom', { name: 'refused' });
  expect(core.heldTellings).toEqual([[0, 'custom', { name: 'early' }]]);
  expect(recorded()).toEqual([]);
});

it('records no event that the server would not take for its size', () => {
  tell(core, 0, 'custom', { name: 'large', properties: { filler: 'x'.repeat(17_000) } });
  expect(recorded()).toEqual([]);
});
