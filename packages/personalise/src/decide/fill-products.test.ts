import type { ProductSelection } from '@sillage/protocol';
import type { StoredProduct } from '@sillage/warehouse';
import { describe, expect, it } from 'vitest';
import { SiteCatalogue } from '../catalogue/site-catalogue.js';
import { Recommender } from '../recommend/recommender.js';
import { noon, thisVisit, toFact, toOrder, toPerson } from '../testing/person.js';
import { type FillingInput, fillProducts } from './fill-products.js';

const productIds = { ignoresCase: true, prefixes: ['sku:'], suffixes: [] };
const shown = { name: 'Matelas', url: '/m', image: '/m.jpg', priceMinor: 4_900, currency: 'EUR', brand: 'Nord' };
const inFeed: StoredProduct[] = ['T-1', 'M-1', 'L-1'].map((id) => ({
  id,
  name: id,
  stock: 'in',
  revision: 1,
  isRemoved: false,
  changedAt: 0,
  ...(id === 'M-1' && shown),
}));

/** A shop whose pages say `sku:m-1`, whose orders say `m-1`, and whose feed says `M-1`. */
function fill(selection: ProductSelection, over: Partial<FillingInput> = {}) {
  const catalogue = new SiteCatalogue(productIds);
  for (const product of inFeed) catalogue.apply(product);
  const recommender = new Recommender({ maxSessions: 10, productIds });
  for (const product of ['sku:t-1', 'sku:m-1']) {
    recommender.addSight({ session: 's', visitor: 'v', product, at: noon, topics: [] });
  }
  recommender.addOrder({ orderId: 'o', visitor: 'v', products: ['t-1', 'm-1'], at: noon });
  return fillProducts(selection, {
    recommender,
    catalogue,
    person: undefined,
    topics: [],
    context: {},
    now: noon,
    ...over,
  });
}

describe('products of a slot', () => {
  it('have the id and the data of the feed, however pages and orders call them', () => {
    const reason = 'Vu par des visiteurs qui ont regardé « T-1 »';
    const context = { productId: 'sku:t-1' };
    expect(fill({ strategy: 'next', count: 1 }, { context })).toEqual([{ productId: 'M-1', ...shown, reason }]);
    const cart = { cart: [{ productId: 'SKU:T-1', quantity: 1 }], locale: 'en' };
    expect(fill({ strategy: 'bought_together', count: 1 }, { context: cart })).toEqual([
      { productId: 'M-1', ...shown, reason: 'Often bought with “T-1”' },
    ]);
  });

  it('of a cart keep the ids of the cart', () => {
    const context = { cart: [{ productId: 'sku:m-1', quantity: 1 }] };
    const [product] = fill({ strategy: 'cart', count: 3 }, { context });
    expect(product).toMatchObject({ ...shown, productId: 'sku:m-1' });
  });

  it('leave out what was just bought under another id', () => {
    const seen = toFact('product', 0, { key: 'sku:t-1', sessionId: thisVisit });
    const person = toPerson([seen, toOrder('o', 3, ['m-1'])]);
    const ids = fill({ strategy: 'next', count: 5 }, { person }).map(({ productId }) => productId);
    expect(ids).toEqual(['T-1', 'L-1']);
  });

  it('that were looked at are neither pinned nor left out for it, but excluded', () => {
    const facts = ['sku:t-1', 'm-1'].map((key) => toFact('product', 0, { key, sessionId: thisVisit }));
    const rules = { pin: ['L-1'], leaveOutSeen: true, exclude: { products: ['M-1'] } };
    const ids = fill({ strategy: 'recently_viewed', count: 5 }, { person: toPerson(facts), rules });
    expect(ids.map(({ productId }) => productId)).toEqual(['T-1']);
  });
});
