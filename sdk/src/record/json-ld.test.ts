import { expect, it } from 'vitest';
import { readJsonLd } from './json-ld.js';

const crumbs = (...steps: [name: string, url?: string][]) => ({
  '@type': 'BreadcrumbList',
  itemListElement: steps.map(([name, item], index) => ({ '@type': 'ListItem', position: index + 1, name, item })),
});
const product = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: 'TENT-2',
  name: 'Tente 2 places',
  brand: { '@type': 'Brand', name: 'Quechua' },
  category: 'Camping > Tentes',
  offers: { '@type': 'Offer', price: '129.00', priceCurrency: 'EUR' },
};
const read = (...nodes: unknown[]) => readJsonLd(nodes.map((node) => JSON.stringify(node)));

it.each([
  ['alone', product],
  ['in an array', [{ '@type': 'WebSite' }, product]],
  ['in a graph', { '@context': 'https://schema.org', '@graph': [{ '@type': 'Organization' }, product] }],
  ['with several offers', { ...product, offers: [{ price: 129, priceCurrency: 'EUR' }, { price: 150 }] }],
  ['of several types', { ...product, '@type': ['Product', 'Thing'] }],
])('finds a product %s', (_, node) => {
  expect(JSON.parse(JSON.stringify(read(node).line))).toMatchObject({
    productId: 'TENT-2',
    name: 'Tente 2 places',
    brand: 'Quechua',
    priceMinor: 12900,
    currency: 'EUR',
  });
  expect(read(node).topics).toEqual(['camping/tentes']);
});

it('takes no product of a list for the page’s own', () => {
  const list = { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: product }] };
  expect(read(list)).toEqual({ topics: [], line: undefined });
});

it('takes the product, not those that it relates to', () => {
  const related = { ...product, isRelatedTo: [{ '@type': 'Product', sku: 'OTHER', name: 'Other' }] };
  expect(read(related).line?.productId).toBe('TENT-2');
});

it.each([
  ['without its root', crumbs(['Accueil', 'https://s.example/'], ['Chaussures', '/c']), ['chaussures']],
  ['without the root of a language', crumbs(['Home', 'https://s.example/en-gb/'], ['Shoes', '/c']), ['shoes']],
  ['that has no root', crumbs(['Livres', 'https://s.example/livres'], ['Poésie', '/p']), ['livres/poesie']],
  [
    'whose items are objects',
    { '@type': 'BreadcrumbList', itemListElement: [{ item: { '@id': '/c', name: 'Sacs' } }] },
    ['sacs'],
  ],
])('makes a topic of a breadcrumb %s', (_, node, topics) => {
  expect(read(node).topics).toEqual(topics);
});

it('leaves the product out of its breadcrumb, and prefers that to its category', () => {
  const trail = crumbs(['Accueil', '/'], ['Tentes', '/tentes'], ['Tente 2 places']);
  expect(read(product, trail).topics).toEqual(['tentes']);
});

it('skips what is no JSON', () => {
  expect(readJsonLd(['{"@type":"Product",}', JSON.stringify(product)]).line?.productId).toBe('TENT-2');
});
