import { expect, it } from 'vitest';
import { products } from './catalogue/catalogue.js';
import { toFeed } from './feed.js';

it('tells each product on a line of its own, in French', () => {
  const lines = toFeed(products).trimEnd().split('\n');
  expect(lines).toHaveLength(products.length);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    id: 'ESC-1001',
    name: 'Brume de mars',
    url: '/fr/parfums/eaux-de-parfum/brume-de-mars',
    image: '/images/brume-de-mars.svg',
    priceMinor: 8900,
    currency: 'EUR',
    stock: 14,
    topics: ['parfums/eaux-de-parfum'],
    brand: 'Maison Alizé',
  });
});
