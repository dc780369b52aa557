import type { ProductIdRules } from '@sillage/protocol';
import type { StoredProduct } from '@sillage/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProductIds } from './product-ids.js';
import { SiteCatalogue } from './site-catalogue.js';

const rules = (over: Partial<ProductIdRules> = {}): ProductIdRules => ({
  ignoresCase: false,
  prefixes: [],
  suffixes: [],
  ...over,
});
const product = (id: string, over: Partial<StoredProduct> = {}): StoredProduct => ({
  id,
  name: id,
  stock: 'in',
  revision: 1,
  isRemoved: false,
  changedAt: 0,
  ...over,
});
function open(products: readonly StoredProduct[], ids?: ProductIdRules): SiteCatalogue {
  const catalogue = new SiteCatalogue(ids);
  for (const one of products) catalogue.apply(one);
  return catalogue;
}

describe('ids of pages and of the feed', () => {
  it.each([
    ['as it is', undefined, 'T-1', 'T-1', true],
    ['in another case', undefined, 'T-1', 't-1', false],
    ['in another case, which does not matter', { ignoresCase: true }, 'T-1', 't-1', true],
    ['with a prefix in the feed', { prefixes: ['shopify_FR_'] }, 'shopify_FR_12', '12', true],
    ['with a prefix on pages', { prefixes: ['sku:'] }, '12', 'sku:12', true],
    ['with other prefixes on both sides', { prefixes: ['sku:', 'shopify_FR_'] }, 'shopify_FR_12', 'sku:12', true],
    ['with the longest prefix', { prefixes: ['s', 'sku:'] }, '12', 'sku:12', true],
    ['with a prefix in another case', { prefixes: ['SKU:'], ignoresCase: true }, '12', 'sku:12', true],
    ['with a suffix', { suffixes: ['-fr'] }, '12', '12-fr', true],
    ['that is a prefix and no more', { prefixes: ['sku:'] }, 'sku:', 'sku:', true],
    ['of a variant on pages', { variantSeparator: '-' }, 'SHIRT', 'SHIRT-RED-M', true],
    ['of a variant on pages, unasked', undefined, 'SHIRT', 'SHIRT-RED-M', false],
    ['that begins with the separator', { variantSeparator: '-' }, 'SHIRT', '-SHIRT', false],
  ])('come together: an id %s', (_, over, inFeed, onPage, isFound) => {
    const catalogue = open([product(inFeed)], over && rules(over));
    expect(catalogue.find(onPage)?.id).toBe(isFound ? inFeed : undefined);
  });

  it('prefer the id that is the same, whatever the rules say', () => {
    const catalogue = open([product('a'), product('A')], rules({ ignoresCase: true }));
    expect([catalogue.find('a')?.id, catalogue.find('A')?.id]).toEqual(['a', 'A']);
  });

  it('find of a product with variants one that can be ordered', () => {
    const variant = (id: string, stock: 'in' | 'out') => product(id, { parentId: 'SHIRT', stock });
    const catalogue = open([variant('S-1', 'out'), variant('S-2', 'in')]);
    expect(catalogue.find('SHIRT')?.id).toBe('S-2');
    catalogue.apply({ ...variant('S-2', 'out'), revision: 2 });
    expect(catalogue.find('SHIRT')?.id).toBe('S-1');
    expect(catalogue.isAvailable('SHIRT')).toBe(false);
    catalogue.apply({ ...variant('S-1', 'out'), revision: 2, isRemoved: true });
    catalogue.apply({ ...variant('S-2', 'out'), revision: 3, isRemoved: true });
    expect(catalogue.find('SHIRT')).toBeUndefined();
  });

  it('cost no more than their length, whatever they are', () => {
    const ids = new ProductIds(
      rules({ ignoresCase: true, prefixes: ['(a+)+$', '-'], suffixes: ['.*'], variantSeparator: '-' }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 128 }), (id) => {
        const key = ids.toKey(id);
        expect(ids.parentsOf(key).length).toBeLessThanOrEqual(4);
        expect(ids.toKey(id)).toBe(key);
      }),
    );
    expect(ids.parentsOf('-'.repeat(128))).toHaveLength(4);
  });
});

describe('what an order names', () => {
  it.each([
    ['the id that is the same', undefined, ['T-1', 't-1'], 't-1', 't-1'],
    ['an id within spaces', undefined, [' T-1'], 'T-1 ', ' T-1'],
    [
      'the smallest id of one key, sold out or not',
      { ignoresCase: true, prefixes: ['sku:'] },
      ['sku:t-1', 'T-1'],
      'SKU:T-1',
      'T-1',
    ],
    ['that of which it is a variant', { variantSeparator: '-' }, ['T'], 'T-XL-red', 'T'],
    ['the nearest of those', { variantSeparator: '-' }, ['T', 'T-XL'], 'T-XL-red', 'T-XL'],
    ['no variant of it', undefined, ['T-XL'], 'T', undefined],
    ['nothing that is not there', { suffixes: ['-s'] }, ['T'], 'U-s', undefined],
  ])('is found by %s', (_, over, ids, asked, found) => {
    const products = ids.map((id) => product(id, { parentId: 'T', stock: 'out' }));
    expect(open(products, over && rules(over)).findSold(asked)?.id).toBe(found);
  });
});

it('says nothing of stock where it knows nothing', () => {
  const empty = open([]);
  expect([empty.isAvailable('x'), empty.isProposable('x'), empty.restockedAt('x')]).toEqual([false, true, undefined]);
  const fed = open([product('a', { stock: 0, restockedAt: 7 }), product('b', { stock: 2 })]);
  expect(['a', 'b', 'x'].map((id) => fed.isAvailable(id))).toEqual([false, true, false]);
  expect(['a', 'b', 'x'].map((id) => fed.isProposable(id))).toEqual([false, true, false]);
  expect(fed.restockedAt('a')).toBe(7);
});

it('tells what a page shows of a product, by the id of the page', () => {
  const full = { url: '/t', image: '/t.jpg', priceMinor: 100, currency: 'EUR', brand: 'Nord', topics: ['a/b'] };
  const catalogue = open([product('T-1', { ...full, marginMinor: 5 })], rules({ ignoresCase: true }));
  const { topics: _, ...shown } = full;
  expect(catalogue.describe('t-1')).toEqual({ productId: 't-1', name: 'T-1', ...shown });
  expect(catalogue.describe('x')).toBeUndefined();
  expect(catalogue.topicsOf('t-1')).toEqual(['a/b']);
  expect(catalogue.brandOf('t-1')).toBe('Nord');
  expect([...catalogue.productsOf('a')]).toEqual(['T-1']);
});

describe('products learnt from pages', () => {
  const learnt = { id: 'T-1', visitors: 5, name: 'Tente', topics: ['tentes'], priceMinor: 100, currency: 'EUR' };

  it('are known while there is no feed, and never beside one', () => {
    const catalogue = open([]);
    catalogue.learn([{ ...learnt, path: '/t' }]);
    expect(catalogue.describe('T-1')).toEqual({
      productId: 'T-1',
      name: 'Tente',
      url: '/t',
      priceMinor: 100,
      currency: 'EUR',
    });
    expect(catalogue.isAvailable('T-1')).toBe(false);
    expect(catalogue.isProposable('T-1')).toBe(true);
    catalogue.apply(product('other'));
    expect(catalogue.find('T-1')).toBeUndefined();
    expect(catalogue.learnt).toBe(0);
  });

  it.each(['//evil.example', 'https://evil.example', 'javascript:alert(1)', '/\\evil', '/a b', 'a'])(
    'lead nowhere but into the shop: %s',
    (path) => {
      const catalogue = open([]);
      catalogue.learn([{ ...learnt, path }]);
      expect(catalogue.describe('T-1')).not.toHaveProperty('url');
    },
  );
});
