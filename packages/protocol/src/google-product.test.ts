import { describe, expect, it } from 'vitest';
import { catalogueProductSchema } from './catalogue-schema.js';
import { type GoogleItem, readGoogleProduct } from './google-product.js';

const now = Date.UTC(2026, 6, 10);
const item: GoogleItem = {
  id: ['T-1'],
  title: ['Tente'],
  link: ['https://shop.example/t'],
  image_link: ['https://shop.example/t.jpg'],
  price: ['249.90 EUR'],
  availability: ['in_stock'],
  brand: ['Nord'],
  product_type: ['Home > Tentes > Ultra-légères', 'Nouveautés'],
  item_group_id: ['T'],
};
const read = (over: GoogleItem = {}) => readGoogleProduct({ ...item, ...over }, now);

it('reads an item of a feed in our terms', () => {
  const { product, faults } = read({ cost_of_goods_sold: ['100 EUR'] });
  expect(faults).toEqual([]);
  expect(catalogueProductSchema.parse(product)).toEqual({
    id: 'T-1',
    name: 'Tente',
    url: 'https://shop.example/t',
    image: 'https://shop.example/t.jpg',
    priceMinor: 24_990,
    currency: 'EUR',
    marginMinor: 14_990,
    stock: 'in',
    topics: ['tentes/ultra-legeres', 'nouveautes'],
    brand: 'Nord',
    parentId: 'T',
  });
});

it.each([
  ['249.90 EUR', 24_990, 'EUR'],
  ['EUR 249.90', 24_990, 'EUR'],
  ['1 249,90 eur', 124_990, 'EUR'],
  ['1,249.90EUR', 124_990, 'EUR'],
  ['980 JPY', 980, 'JPY'],
])('reads the price %s', (price, priceMinor, currency) => {
  expect(read({ price: [price] }).product).toMatchObject({ priceMinor, currency });
});

it.each(['249.90', 'free', '-1 EUR', 'EUR', '1e9 EUR', `${'9'.repeat(60)} EUR`, '1 EURO', 'Infinity EUR'])(
  'says that %s is no price',
  (price) => {
    const { product, faults } = read({ price: [price] });
    expect(faults).toEqual([{ pointer: '#/price', code: 'not_an_amount', detail: 'not an amount such as 49.90 EUR' }]);
    expect(product).not.toHaveProperty('priceMinor');
  },
);

describe('a sale', () => {
  it.each([
    ['without a period', undefined, 19_900],
    ['in its period', '2026-07-01T00:00+0200/2026-07-31T23:59+0200', 19_900],
    ['before it', '2026-07-11T00:00Z/2026-07-31T23:59Z', 24_990],
    ['after it', '2026-07-01/2026-07-09', 24_990],
    ['of a period that is none', 'soon', 24_990],
  ])('counts %s', (_, period, priceMinor) => {
    const over = { sale_price: ['199 EUR'], ...(period !== undefined && { sale_price_effective_date: [period] }) };
    expect(read(over).product).toMatchObject({ priceMinor });
  });
});

it.each([
  [['in_stock'], undefined, 'in'],
  [['in stock'], ['7'], 7],
  [['out of stock'], ['7'], 'out'],
  [['preorder'], ['0'], 'in'],
  [['backorder'], undefined, 'in'],
  [undefined, ['0'], 0],
  [undefined, undefined, undefined],
])('reads the availability %s with the quantity %s', (availability, quantity, stock) => {
  const { availability: _, ...rest } = item;
  const given = { ...rest, ...(availability && { availability }), ...(quantity && { quantity }) };
  expect(readGoogleProduct(given, now).product.stock).toBe(stock);
});

it('says which availability it does not know', () => {
  expect(read({ availability: ['maybe'] }).faults).toMatchObject([{ pointer: '#/availability' }]);
});

it("takes Google's categories where the shop has none, if they are words", () => {
  const { product_type: _, ...rest } = item;
  const topicsOf = (category: string) =>
    readGoogleProduct({ ...rest, google_product_category: [category] }, now).product.topics;
  expect(topicsOf('Apparel > Shoes')).toEqual(['apparel/shoes']);
  expect(topicsOf('1604')).toEqual([]);
});
