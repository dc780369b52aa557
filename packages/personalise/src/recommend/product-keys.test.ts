import { expect, it } from 'vitest';
import { ProductKeys } from './product-keys.js';
import { Recommender } from './recommender.js';

const rules = { ignoresCase: true, prefixes: ['sku:'], suffixes: [] };

it('joins ids by the rules, and names a key by an id that was seen, whichever came first', () => {
  const seen = ['sku:a', 'A', 'SKU:A'];
  for (const ids of [seen, seen.toReversed()]) {
    const keys = new ProductKeys(rules);
    expect(new Set(ids.map((id) => keys.learn(id)))).toEqual(new Set(['a']));
    expect(keys.nameOf('a')).toBe('A');
    keys.forget('a');
    expect(keys.nameOf('a')).toBe('a');
  }
});

it('leaves ids as they are without rules', () => {
  const keys = new ProductKeys(undefined);
  expect([keys.learn('sku:A '), keys.nameOf('sku:A ')]).toEqual(['sku:A ', 'sku:A ']);
});

it('remembers a name as long as a visit or an order has the product', () => {
  const recommender = new Recommender({ maxSessions: 1, maxOrders: 1, productIds: rules });
  const see = (product: string, at: number) =>
    recommender.addSight({ session: product, visitor: 'v', product, at, topics: [] });
  const order = (product: string, at: number) =>
    recommender.addOrder({ orderId: product, visitor: 'v', products: [product, 'Peg'], at });
  const names = (cart: string) =>
    recommender.recommend({ at: 9_000, session: [], cart: [cart], limit: 5, sources: ['popular', 'bought_together'] });
  see('Tent', 1_000);
  order('Tent', 1_000);
  see('Mat', 2_000);
  expect(names('peg').map(({ productId }) => productId)).toEqual(['Mat', 'Tent']);
  order('Rope', 2_000);
  expect(names('peg').map(({ productId }) => productId)).toEqual(['Mat', 'Rope']);
  see('Tent', 500);
  expect(names('tent').map(({ productId }) => productId)).toEqual(['Mat']);
});
