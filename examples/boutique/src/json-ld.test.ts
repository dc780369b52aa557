import { expect, it } from 'vitest';
import { findProduct } from './catalogue/catalogue.js';
import type { Product } from './catalogue/product.js';
import { purchasePush } from './data-layer.js';
import { signIdentity } from './identify.js';
import { breadcrumbList, productLd, toScriptJson } from './json-ld.js';
import { toLastVisits } from './last-visits.js';

const fig = findProduct('ESC-1003') as Product;

it('tells search engines of a product what schema.org asks', () => {
  expect(productLd(fig, 'en', 'https://shop.example')).toMatchObject({
    '@type': 'Product',
    productID: 'ESC-1003',
    name: 'Midnight Fig',
    brand: { name: 'Comptoir Sauvage' },
    offers: {
      price: '118.00',
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStock',
      url: 'https://shop.example/en/perfumes/eaux-de-parfum/figue-de-minuit',
    },
  });
});

it('numbers the steps of a breadcrumb from one', () => {
  const list = breadcrumbList([{ label: 'Accueil', path: '/fr/' }], 'https://shop.example');
  expect(list).toMatchObject({ itemListElement: [{ position: 1, name: 'Accueil', item: 'https://shop.example/fr/' }] });
});

it('can’t be ended early by what a text holds', () => {
  expect(toScriptJson({ query: '</script><b>' })).toBe('{"query":"\\u003c/script>\\u003cb>"}');
});

it('pushes a purchase with the names and major units of GA4', () => {
  const totals = { subtotalMinor: 23_600, shippingMinor: 0, totalMinor: 23_600 };
  const push = purchasePush({ orderId: 'ESC-1', items: [{ product: fig, quantity: 2 }], totals }, 'fr');
  expect(push).toMatchObject({
    event: 'purchase',
    ecommerce: {
      transaction_id: 'ESC-1',
      currency: 'EUR',
      value: 236,
      tax: 39.33,
      items: [
        { item_id: 'ESC-1003', item_category: 'Parfums', item_category2: 'Eaux de parfum', price: 118, quantity: 2 },
      ],
    },
  });
});

it('signs who is signed in for an hour', () => {
  const signed = signIdentity({ site: 'escale', customerId: 'C-1' }, 'secret', 1_000_000);
  expect(signed).toMatchObject({ customerId: 'C-1', expiresAt: 4600 });
  expect(signed.signature).toMatch(/^[0-9a-f]{64}$/);
  expect(signIdentity({ site: 'escale', customerId: 'C-2' }, 'secret', 1_000_000).signature).not.toBe(signed.signature);
});

it('brings back what was looked at, latest first, without what was bought or is sold no more', () => {
  const page = (viewedAt: number, productId: string) => ({
    path: '/',
    viewedAt,
    attentionMs: 0,
    products: [{ productId }],
  });
  const session = { sessionId: 's', startedAt: 0, attentionMs: 0, searches: [], cart: [] };
  const pages = [
    page(1, 'ESC-1001'),
    page(2, 'ESC-1003'),
    page(3, 'ESC-9999'),
    page(4, 'ESC-2001'),
    page(5, 'ESC-1003'),
  ];
  const orders = [{ orderId: 'o', totalMinor: 1, lines: [{ productId: 'ESC-2001', quantity: 1 }] }];
  const history = { recognised: true, visits: 1, lastVisitAt: 5, sessions: [{ ...session, pages, orders }] };
  expect(toLastVisits(history)?.products.map(({ id }) => id)).toEqual(['ESC-1003', 'ESC-1001']);
  expect(toLastVisits({ ...history, sessions: [] })).toBeUndefined();
  expect(toLastVisits(undefined)).toBeUndefined();
});
