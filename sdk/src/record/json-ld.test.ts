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
const read = (...nodes: unknown[]) => readJsonLd(nodes.map((node) => ({ text: JSON.stringify(node) })));

it.each([
  ['alone', product],
  ['in an array', [{ '@type': 'WebSite' }, product]],
  ['in a graph', { '@context': 'https://schema.org', '@graph': [{ '@type': 'Organization' }, product] }],
  ['with several offers', { ...product, offers: [{ price: 129, priceCurrency: 'EUR' }, { price: 150 }] }],
  ['of several types', { ...product, '@type': ['Product', 'Thing'] }],
])('finds a product %s', (_, node) => {
  expect(read(node)).toMatchObject({ product: { sku: 'TENT-2', name: 'Tente 2 places' }, topics: 'Camping > Tentes' });
});

it('takes no product of a list for the page’s own', () => {
  const list = { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: product }] };
  expect(read(list)).toEqual({ topics: '', product: undefined });
});

it('takes the product, not those that it relates to', () => {
  const related = { ...product, isRelatedTo: [{ '@type': 'Product', sku: 'OTHER', name: 'Other' }] };
  expect(read(related).product).toMatchObject({ sku: 'TENT-2' });
});

it.each([
  ['without its root', crumbs(['Accueil', 'https://s.example/'], ['Chaussures', '/c']), [['Chaussures']]],
  ['without the root of a language', crumbs(['Home', 'https://s.example/en-gb/'], ['Shoes', '/c']), [['Shoes']]],
  ['that has no root', crumbs(['Livres', 'https://s.example/livres'], ['Poésie', '/p']), [['Livres', 'Poésie']]],
  [
    'whose items are objects',
    { '@type': 'BreadcrumbList', itemListElement: [{ item: { '@id': '/c', name: 'Sacs' } }] },
    [['Sacs']],
  ],
])('takes for a topic a breadcrumb %s', (_, node, topics) => {
  expect(read(node).topics).toEqual(topics);
});

it('leaves the product out of its breadcrumb, and prefers that to its category', () => {
  const trail = crumbs(['Accueil', '/'], ['Tentes', '/tentes'], ['Tente 2 places']);
  expect(read(product, trail).topics).toEqual([['Tentes']]);
});

it('skips what is no JSON', () => {
  const scripts = [{ text: '{"@type":"Product",}' }, { text: JSON.stringify(product) }];
  expect(readJsonLd(scripts).product).toMatchObject({ sku: 'TENT-2' });
});
