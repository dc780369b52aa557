import type { ProductIdRules } from '@sillage/protocol';
import type { StoredProduct } from '@sillage/warehouse';
import { describe, expect, it } from 'vitest';
import { SiteCatalogue } from '../catalogue/site-catalogue.js';
import type { RecommendRequest } from './propose.js';
import { Recommender } from './recommender.js';

const now = Date.UTC(2026, 8, 1);
const day = 86_400_000;

function product(id: string, over: Partial<StoredProduct> = {}): StoredProduct {
  return { id, name: id, stock: 'in', revision: 1, isRemoved: false, changedAt: 0, ...over };
}

interface Shop {
  feed: readonly StoredProduct[];
  /** Products of each visit, by the ids of pages. */
  visits?: readonly (readonly string[])[];
  orders?: readonly (readonly string[])[];
  /** What pages say of all products. */
  pageTopics?: readonly string[];
  productIds?: Partial<ProductIdRules>;
}

function openShop({ feed, visits = [], orders = [], pageTopics = [], productIds }: Shop) {
  const rules = productIds && { ignoresCase: false, prefixes: [], suffixes: [], ...productIds };
  const catalogue = new SiteCatalogue(rules);
  for (const one of feed) catalogue.apply(one);
  const recommender = new Recommender({ maxSessions: 100, ...(rules && { productIds: rules }) });
  visits.forEach((products, visit) => {
    products.forEach((id, place) => {
      const session = { session: `s${visit}`, visitor: `v${visit}` };
      recommender.addSight({ ...session, product: id, at: now + place * 1000, topics: pageTopics });
    });
  });
  orders.forEach((products, order) => {
    recommender.addOrder({ orderId: `o${order}`, visitor: `b${order}`, products, at: now });
  });
  const propose = (request: Partial<RecommendRequest>) =>
    recommender.recommend({ at: now + day, session: [], limit: 10, shelf: catalogue, ...request });
  const idsOf = (request: Partial<RecommendRequest>) => propose(request).map(({ productId }) => productId);
  return { propose, idsOf };
}

describe('topics and brands', () => {
  const feed = [
    product('tent', { topics: ['tentes/ultra'], brand: 'Nordlys' }),
    product('tarp', { topics: ['tentes'], brand: 'Sudet' }),
    product('lamp', { topics: ['lampes'], brand: 'Sudet' }),
    product('mug'),
  ];
  const visits = [['tent', 'lamp', 'mug'], ['lamp', 'mug'], ['lamp'], ['tent']];
  const shop = { feed, visits, pageTopics: ['tentes/promo'] };
  const inTopic = { sources: ['popular_in_topic'] as const };

  it('are the catalogue’s, and the pages’ where it names none', () => {
    const { idsOf } = openShop(shop);
    expect(idsOf({ ...inTopic, topics: ['tentes'] })).toEqual(['mug', 'tent']);
    expect(idsOf({ ...inTopic, topics: ['lampes'] })).toEqual(['lamp']);
    expect(idsOf({ ...inTopic, topics: ['tentes/promo'] })).toEqual(['mug']);
  });

  it.each([
    ['a topic of the catalogue', { topics: ['lampes'] }, ['mug', 'tent', 'tarp']],
    ['a topic above', { topics: ['tentes'] }, ['lamp']],
    ['a topic that only pages name', { topics: ['tentes/promo'] }, ['lamp', 'tent', 'tarp']],
    ['a brand', { brands: ['Sudet'] }, ['mug', 'tent']],
  ])('are excluded: %s', (_, exclude, left) => {
    expect(openShop(shop).idsOf({ rules: { exclude } })).toEqual(left);
  });

  it('raise what others looked at next', () => {
    const { idsOf } = openShop(shop);
    const asked = { session: ['mug'], page: 'mug', limit: 1 };
    expect(idsOf(asked)).toEqual(['lamp']);
    expect(idsOf({ ...asked, rules: { boost: [{ brand: 'Nordlys', factor: 50 }] } })).toEqual(['tent']);
    expect(idsOf({ ...asked, rules: { boost: [{ topic: 'tentes', factor: 50 }] } })).toEqual(['tent']);
  });
});

describe('what nobody has seen', () => {
  const dated = (id: string, releasedAt: number | undefined, over: Partial<StoredProduct> = {}) =>
    product(id, { topics: ['tentes/hiver'], ...(releasedAt !== undefined && { releasedAt }), ...over });
  const feed = [
    dated('undated', undefined),
    dated('old', now - 300 * day),
    dated('new', now - day),
    dated('newest', now, { stock: 'out' }),
    dated('lamp', now, { topics: ['lampes'] }),
    dated('seen', now - 900 * day),
  ];

  it('comes after what was seen, of its topic, the newest first', () => {
    const { propose } = openShop({ feed, visits: [['seen'], ['lamp'], ['lamp']] });
    const sources = ['popular_in_topic', 'newest_in_topic', 'popular', 'newest'] as const;
    expect(propose({ topics: ['tentes'], sources })).toEqual([
      { productId: 'seen', reason: { kind: 'popular', of: 'tentes' } },
      { productId: 'new', reason: { kind: 'newest', of: 'tentes' } },
      { productId: 'old', reason: { kind: 'newest', of: 'tentes' } },
      { productId: 'undated', reason: { kind: 'newest', of: 'tentes' } },
      { productId: 'lamp', reason: { kind: 'popular' } },
    ]);
  });

  it('fills the list of a shop that nobody has visited', () => {
    const { propose } = openShop({ feed });
    const newest = { kind: 'newest' };
    expect(propose({ limit: 2 })).toEqual([
      { productId: 'lamp', reason: newest },
      { productId: 'new', reason: newest },
    ]);
  });

  it('is raised and excluded like the rest', () => {
    const { idsOf } = openShop({ feed });
    const rules = { boost: [{ product: 'old', factor: 2 }], exclude: { topics: ['lampes'] } };
    expect(idsOf({ rules })).toEqual(['old', 'new', 'seen', 'undated']);
  });
});

describe('ids that differ', () => {
  const feed = [product('T-1'), product('M-1'), product('L-1'), product('SHIRT')];
  const productIds = { ignoresCase: true, prefixes: ['sku:', 'gid/'], variantSeparator: '-' };
  const shop = {
    feed,
    productIds,
    visits: [
      ['sku:t-1', 'm-1'],
      ['t-1', 'M-1'],
      ['gid/T-1', 'gid/l-1'],
    ],
    orders: [
      ['T-1', 'L-1'],
      ['sku:T-1', 'sku:L-1'],
    ],
  };

  it('are of one product to visits and orders, which is proposed once and by the id of the feed', () => {
    const { propose } = openShop(shop);
    const [first, second, ...rest] = propose({ session: ['GID/t-1'], page: 'T-1', sources: ['session'] });
    expect([first?.productId, second?.productId, rest]).toEqual(['M-1', 'L-1', []]);
    expect(propose({ cart: ['sku:t-1'], sources: ['bought_together'] })).toEqual([
      { productId: 'L-1', reason: { kind: 'bought_together', of: expect.stringMatching(/^(sku:)?T-1$/) } },
    ]);
  });

  it.each([
    ['the page', { page: 'sku:m-1' }],
    ['the cart', { cart: ['m-1'] }],
    ['an order', { bought: ['gid/M-1'] }],
    ['the visit, where only new ones are wanted', { session: ['sku:M-1'], rules: { leaveOutSeen: true } }],
    ['the rules', { rules: { exclude: { products: ['sku:m-1'] } } }],
  ])('leave a product out that is named by %s', (_, request) => {
    expect(openShop(shop).idsOf(request)).not.toContain('M-1');
  });

  it.each([{ pin: ['sku:l-1'] }, { boost: [{ product: 'gid/L-1', factor: 90 }] }])(
    'are found by the rules: %j',
    (rules) => {
      const { idsOf } = openShop(shop);
      expect(idsOf({ limit: 1 })).toEqual(['T-1']);
      expect(idsOf({ limit: 1, rules })).toEqual(['L-1']);
    },
  );

  it('of variants that the feed has as one product propose that, once', () => {
    const { idsOf } = openShop({ ...shop, visits: [['SHIRT-RED-M', 'shirt-blue', 't-1'], ['SHIRT-RED-M']] });
    expect(idsOf({ sources: ['popular'] })).toEqual(['SHIRT', 'T-1']);
  });

  it('of a product that the feed has as variants propose one that can be ordered, in its topic', () => {
    const variant = (id: string, stock: 'in' | 'out') =>
      product(id, { parentId: 'SHIRT', stock, topics: ['chemises'] });
    const { propose } = openShop({ feed: [variant('S-1', 'out'), variant('S-2', 'in')], visits: [['SHIRT']] });
    expect(propose({ topics: ['chemises'] })).toEqual([
      { productId: 'S-2', reason: { kind: 'popular', of: 'chemises' } },
    ]);
  });

  it('are those of the pages where there is no feed', () => {
    const { idsOf } = openShop({ ...shop, feed: [], orders: [] });
    expect(idsOf({ session: ['T-1'], page: 'T-1', sources: ['session'] })).toEqual(['M-1', 'gid/l-1']);
  });
});
