import { expect, it } from 'vitest';
import { findProduct, products } from './catalogue/catalogue.js';
import { toRecommended } from './recommended.js';

const decisionOf = (ids: string[], fields: object = {}) => ({
  decisionId: 'd1',
  slot: 'recommended',
  kind: 'default' as const,
  template: 'product_list',
  content: { title: 'Choisis pour vous', text: 'Et rien d’autre.' },
  products: ids.map((productId) => ({ productId, reason: `Vu avec ${productId}`, ...fields })),
  reason: '',
  validUntil: 0,
});
const soldOut = products.find(({ stock }) => stock === 0)?.id ?? '';
const ids = products.filter(({ stock }) => stock > 0).map(({ id }) => id);

it('shows the shop’s own products, each with its reason, in an element that the browser takes over', () => {
  const recommended = toRecommended(decisionOf(ids.slice(0, 5), { name: 'Another name', priceMinor: 1 }));
  expect(recommended).toMatchObject({
    title: 'Choisis pour vous',
    attributes: { 'data-sillage-slot': 'recommended', 'data-sillage-decision': 'd1', 'data-sillage-kind': 'default' },
  });
  expect(recommended?.products[0]).toEqual({ product: findProduct(ids[0] ?? ''), reason: `Vu avec ${ids[0]}` });
});

it('leaves out what the shop does not sell, or not now, or shows elsewhere, and what is too much', () => {
  const elsewhere = [findProduct(ids[0] ?? '')].flatMap((product) => product ?? []);
  const recommended = toRecommended(decisionOf([soldOut, 'gone', ...ids]), elsewhere);
  expect(recommended?.products.map(({ product }) => product.id)).toEqual(ids.slice(1, 9));
});

it.each([
  ['no decision', undefined],
  ['too few products', decisionOf(ids.slice(0, 3))],
])('shows what everybody sees for %s', (_, decision) => {
  expect(toRecommended(decision)).toBeUndefined();
});
