import { expect, it } from 'vitest';
import { toCurrency, toLine, toMinor, toTopics } from './to-line.js';

it.each([
  [49.9, 'EUR', 4990],
  ['49,90', 'EUR', 4990],
  [980, 'JPY', 980],
  [1.234, 'KWD', 1234],
  [0, 'EUR', 0],
  [19.99, undefined, 1999],
  [1.005, 'EUR', 101],
  ['', 'EUR', undefined],
  [undefined, 'EUR', undefined],
  ['free', 'EUR', undefined],
  [-3, 'EUR', undefined],
])('reads %s %s as %s minor units', (amount, currency, minor) => {
  expect(toMinor(amount, currency)).toBe(minor);
});

it.each([
  ['eur', 'EUR'],
  ['€', undefined],
  [undefined, undefined],
])('reads the currency %s as %s', (code, currency) => {
  expect(toCurrency(code)).toBe(currency);
});

it.each([
  ['Chaussures > Randonnée, marque/Salomon', ['chaussures/randonnee', 'marque/salomon']],
  ['>>', []],
  [null, []],
])('reads %s as topics', (list, topics) => {
  expect(toTopics(list)).toEqual(topics);
});

it('reads an item of GA4 as a line', () => {
  const item = {
    item_id: 'SKU-1',
    item_name: 'Trail',
    item_brand: 'Salomon',
    item_category: 'Chaussures, bottes',
    item_category2: 'Trail',
    price: '129.90',
    discount: 10,
    quantity: '2',
  };
  expect(JSON.parse(JSON.stringify(toLine(item, 'EUR')))).toEqual({
    productId: 'SKU-1',
    name: 'Trail',
    brand: 'Salomon',
    currency: 'EUR',
    priceMinor: 12990,
    discountMinor: 1000,
    quantity: 2,
    topics: ['chaussures-bottes/trail'],
  });
});
