import { expect, it } from 'vitest';
import { addToCart, type Cart, countItems, maxQuantity, readCart, setQuantity, totalsOf, writeCart } from './cart.js';
import { findProduct } from './catalogue/catalogue.js';
import type { Product } from './catalogue/product.js';

const product = (id: string) => findProduct(id) as Product;
const fig = product('ESC-1003'); // 6 in stock
const notebook = product('ESC-4001'); // 60 in stock
const soldOut = product('ESC-1008');

it('reads what it wrote', () => {
  const cart = addToCart(addToCart([], fig, 2), notebook, 1);
  expect(writeCart(cart)).toBe('ESC-1003:2.ESC-4001:1');
  expect(readCart(writeCart(cart))).toEqual(cart);
  expect(countItems(cart)).toBe(3);
});

it.each([
  ['nothing', undefined, ''],
  ['a product that is no more', 'ESC-9999:1.ESC-1003:1', 'ESC-1003:1'],
  ['a quantity that is none', 'ESC-1003:x.ESC-4001:1.5.ESC-4002:-1', 'ESC-4001:1'],
  ['the same product twice', 'ESC-1003:1.ESC-1003:2', 'ESC-1003:3'],
  ['more than there is', 'ESC-1003:99', 'ESC-1003:6'],
  ['what somebody made up', '<script>:.::', ''],
])('makes the best of a cookie with %s', (_, cookie, expected) => {
  expect(writeCart(readCart(cookie))).toBe(expected);
});

it.each<[string, (cart: Cart) => Cart, string]>([
  ['adds to what is there', (cart) => addToCart(cart, fig, 1), 'ESC-1003:3'],
  [
    'adds no more than one order may have',
    (cart) => addToCart(cart, notebook, 50),
    `ESC-1003:2.ESC-4001:${maxQuantity}`,
  ],
  ['adds nothing that is sold out', (cart) => addToCart(cart, soldOut, 1), 'ESC-1003:2'],
  ['adds no half pieces', (cart) => addToCart(cart, notebook, 0.5), 'ESC-1003:2'],
  ['sets a quantity', (cart) => setQuantity(cart, fig, 5), 'ESC-1003:5'],
  ['takes out at zero', (cart) => setQuantity(cart, fig, 0), ''],
])('%s', (_, change, expected) => {
  expect(writeCart(change(addToCart([], fig, 2)))).toBe(expected);
});

it('adds delivery to what is less than 80 €', () => {
  expect(totalsOf(addToCart([], notebook, 2))).toEqual({ subtotalMinor: 3_800, shippingMinor: 590, totalMinor: 4_390 });
  expect(totalsOf(addToCart([], fig, 2))).toEqual({ subtotalMinor: 23_600, shippingMinor: 0, totalMinor: 23_600 });
  expect(totalsOf([])).toEqual({ subtotalMinor: 0, shippingMinor: 0, totalMinor: 0 });
});
