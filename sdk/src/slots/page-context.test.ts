// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { readContext } from './page-context.js';

beforeEach(() => {
  location.href = 'https://shop.example/sacs/?token=1';
  document.documentElement.lang = 'fr-FR';
  document.body.innerHTML = '';
});

const ldJson = (node: object) => `<script type="application/ld+json">${JSON.stringify(node)}</script>`;
const given = (text: string) => `<script type="application/json" data-sillage-context>${text}</script>`;

it.each([
  ['the path alone', '', {}],
  [
    'JSON-LD',
    ldJson({ '@type': 'Product', sku: 'A', category: 'Sacs > Cuir' }),
    { productId: 'A', topics: ['sacs/cuir'] },
  ],
  [
    'a breadcrumb',
    ldJson({
      '@type': 'BreadcrumbList',
      itemListElement: [{ name: 'Accueil', item: '/' }, { name: 'Été' }, { name: 'Sacs' }],
    }),
    { topics: ['ete/sacs'] },
  ],
  [
    'attributes',
    '<p data-sillage-view="B"></p><p data-sillage-topics="Sacs > Été, marque/Éole"></p>',
    { productId: 'B', topics: ['sacs/ete', 'marque/eole'] },
  ],
  [
    'the shop',
    given('{"cart":[{"productId":"A","quantity":1}],"locale":"en"}'),
    { cart: [{ productId: 'A', quantity: 1 }], locale: 'en' },
  ],
  ['a shop whose template is broken', given('{"cart":[,]}'), {}],
])('is told by %s', (_, html, told) => {
  document.body.innerHTML = html;
  expect(readContext()).toEqual({ path: '/sacs/', topics: [], locale: 'fr-FR', ...told });
});

it('has no address or token of the path', () => {
  location.href = 'https://shop.example/compte/anna@example.com';
  expect(readContext().path).toBe('/compte/[email]');
});
