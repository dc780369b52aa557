import { randomUUID } from 'node:crypto';
import type { CatalogueProduct } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProductChange, StoredProduct } from './product-store.js';
import { type Draft, minuteMs, noon, store, toBlock } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const tent: CatalogueProduct = {
  id: 'T-1',
  name: 'Tente l\'été "\\\n鞋',
  url: 'https://shop.example/t?a=1',
  image: '/t.jpg',
  priceMinor: 24_900,
  currency: 'EUR',
  marginMinor: -500,
  stock: 3,
  topics: ['tentes/ultra-legeres'],
  brand: 'Nord',
  parentId: 'T',
  releasedAt: noon - minuteMs,
};
const put = (revision: number, product: CatalogueProduct): ProductChange => ({ revision, product, isRemoved: false });
const removal = (revision: number, id: string): ProductChange => ({
  revision,
  product: { id, name: '' },
  isRemoved: true,
});
const named = (id: string, stock: CatalogueProduct['stock'] = 'in') => ({ id, name: id, stock });

describe.each(Object.entries(targets))('the catalogue on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  const standing = async (site: string, since?: number) => {
    const products: StoredProduct[] = [];
    const query = { site, limit: 1000, ...(since !== undefined && { since }) };
    for await (const product of target.warehouse.readProducts(query)) products.push(product);
    return products;
  };

  it('gives back what was put, to the letter, by site', async () => {
    const site = randomUUID();
    await target.warehouse.putProducts(
      site,
      [put(7, tent), put(8, named('T-2', 'out')), put(9, { id: '3', name: '3' })],
      noon,
    );
    const second = { id: 'T-2', name: 'T-2', stock: 'out', changedAt: noon };
    const third = { id: '3', name: '3', stock: 'in', changedAt: noon };
    expect(await standing(site)).toEqual([
      { ...third, revision: 9, isRemoved: false },
      { ...tent, changedAt: noon, revision: 7, isRemoved: false },
      { ...second, revision: 8, isRemoved: false },
    ]);
    expect(await target.warehouse.listProducts({ site, limit: 2 })).toEqual([third, { ...tent, changedAt: noon }]);
    expect(await target.warehouse.listProducts({ site, limit: 2, after: 'T-1' })).toEqual([second]);
    expect(await target.warehouse.listProducts({ site, limit: 2, id: 'T-1' })).toHaveLength(1);
    expect(await standing(randomUUID())).toEqual([]);
  });

  it('lets the highest revision stand, and of one request the last line', async () => {
    const site = randomUUID();
    await target.warehouse.putProducts(site, [put(20, { ...tent, name: 'a' }), put(21, { ...tent, name: 'b' })], noon);
    await target.warehouse.putProducts(site, [put(10, { ...tent, name: 'late' })], noon);
    expect(await standing(site)).toMatchObject([{ name: 'b' }]);
  });

  it('knows when a product came back: out of stock before, or gone', async () => {
    const site = randomUUID();
    const restockedAt = async () => (await standing(site)).map((product) => product.restockedAt);
    const { warehouse } = target;
    await warehouse.putProducts(site, [put(1, named('a', 0)), put(2, named('b', 5)), put(3, named('c'))], noon);
    await warehouse.putProducts(site, [put(4, named('a', 2)), put(5, named('b', 4)), removal(6, 'c')], noon + 1);
    expect(await restockedAt()).toEqual([noon + 1, undefined]);
    await warehouse.putProducts(site, [put(7, named('a', 1)), put(8, named('c', 'in'))], noon + 2);
    expect(await restockedAt()).toEqual([noon + 1, undefined, noon + 2]);
    await warehouse.putProducts(site, [put(9, named('a', 'out'))], noon + 3);
    await warehouse.putProducts(site, [put(10, named('a', 'out'))], noon + 4);
    expect(await restockedAt()).toEqual([noon + 1, undefined, noon + 2]);
  });

  it('removes what is older and was not kept, once, and tells copies of it', async () => {
    const site = randomUUID();
    const { warehouse } = target;
    await warehouse.putProducts(
      site,
      ['a', 'b', 'c'].map((id, index) => put(index, named(id, 0))),
      noon,
    );
    await warehouse.putProducts(site, [put(10, named('a'))], noon + 1);
    await warehouse.keepProducts(site, ['b', 'unknown'], 11);
    expect(await warehouse.removeOlderProducts(site, 10, 12)).toBe(1);
    expect(await warehouse.removeOlderProducts(site, 10, 13)).toBe(0);
    expect((await standing(site)).map(({ id }) => id)).toEqual(['a', 'b']);
    const all = await standing(site, 0);
    expect(all.map(({ id, isRemoved, revision }) => [id, isRemoved, revision])).toEqual([
      ['a', false, 10],
      ['b', false, 11],
      ['c', true, 12],
    ]);
    expect(all[0]?.restockedAt).toBe(noon + 1);
  });

  it('marks each change, by site', async () => {
    const site = randomUUID();
    const { warehouse } = target;
    const change = { site, tookMs: 1_000, accepted: 1, refused: 0, removed: 0, isReplaced: false };
    expect((await warehouse.markCatalogues()).marks.has(site)).toBe(false);
    await warehouse.noteCatalogueChange(change);
    const first = await warehouse.markCatalogues();
    expect(await warehouse.markCatalogues()).toMatchObject({ marks: first.marks });
    expect(Math.abs(first.now - Date.now())).toBeLessThan(60_000);
    await warehouse.noteCatalogueChange(change);
    const second = (await warehouse.markCatalogues()).marks.get(site);
    expect(second?.mark).not.toBe(first.marks.get(site)?.mark);
    expect(second?.changes).toHaveLength(2);
    expect(second?.changes).toContainEqual(first.marks.get(site)?.changes[0]);
    const [{ since = 0 } = {}] = second?.changes ?? [];
    expect(first.now - since).toBeGreaterThanOrEqual(6_000);
    expect(first.now - since).toBeLessThan(60_000);
  });

  it('reads since a time what came in from then on', async () => {
    const site = randomUUID();
    const { warehouse } = target;
    await warehouse.putProducts(site, [put(1, named('a'))], noon);
    await warehouse.noteCatalogueChange({ site, tookMs: 0, accepted: 1, refused: 0, removed: 0, isReplaced: false });
    const { now } = await warehouse.markCatalogues();
    await warehouse.putProducts(site, [put(2, named('b'))], noon);
    expect((await standing(site, now)).map(({ id }) => id)).toContain('b');
    expect(await standing(site, now + 3_600_000)).toEqual([]);
  });

  describe('what pages say', () => {
    const view = (visitor: number, told: Partial<Draft & { type: 'product_view' }>, over = {}) =>
      store(
        {
          type: 'product_view',
          path: '/p/tente',
          product: { productId: 'p1', name: 'Tente', priceMinor: 1000, currency: 'EUR', brand: 'Nord' },
          topics: ['tentes'],
          ...told,
        } as Draft,
        { visitor: `11111111-1111-4111-8111-${String(visitor).padStart(12, '0')}`, ...over },
      );

    it('counts where several visitors agree, of the last ones, and not where one says it often', async () => {
      const site = randomUUID();
      const liar = { product: { productId: 'p1', name: 'Forged', priceMinor: 1, currency: 'EUR' }, path: '//evil' };
      const events = [
        ...[1, 2, 3, 4].map((visitor) => view(visitor, {}, { site })),
        ...Array.from({ length: 40 }, (_, index) => view(9, liar, { site, occurredAt: noon + index })),
        ...[1, 2].map((visitor) => view(visitor, { product: { productId: 'few', name: 'Few' } }, { site })),
        ...[5, 6, 7].map((visitor) => view(visitor, { product: { productId: 'bot' } }, { site, isBot: true })),
        ...[5, 6, 7].map((visitor) => view(visitor, { product: { productId: 'own' } }, { site, isInternal: true })),
        ...[5, 6, 7].map((visitor) =>
          view(visitor, { product: { productId: 'measured' } }, { site, purposes: ['measurement'] }),
        ),
      ];
      await target.warehouse.insert(toBlock(events));
      expect(await target.warehouse.learntProducts({ site, since: noon - minuteMs, limit: 10 })).toEqual([
        {
          id: 'p1',
          visitors: 5,
          name: 'Tente',
          path: '/p/tente',
          brand: 'Nord',
          priceMinor: 1000,
          currency: 'EUR',
          topics: ['tentes'],
        },
      ]);
      expect(await target.warehouse.learntProducts({ site, since: noon + minuteMs, limit: 10 })).toEqual([]);
    });

    it('says nothing where visitors do not agree, and takes a new price once the last ones have it', async () => {
      const site = randomUUID();
      const priced = (visitor: number, priceMinor: number, occurredAt: number) =>
        view(visitor, { product: { productId: 'p1', name: 'T', priceMinor, currency: 'EUR' } }, { site, occurredAt });
      await target.warehouse.insert(toBlock([1, 2, 3].map((visitor) => priced(visitor, visitor, noon))));
      const [split] = await target.warehouse.learntProducts({ site, since: 0, limit: 10 });
      expect(split).toMatchObject({ name: 'T' });
      expect(split).not.toHaveProperty('priceMinor');
      const old = Array.from({ length: 40 }, (_, index) => priced(100 + index, 500, noon + index));
      const fresh = Array.from({ length: 16 }, (_, index) => priced(200 + index, 400, noon + minuteMs + index));
      await target.warehouse.insert(toBlock([...old, ...fresh]));
      expect(await target.warehouse.learntProducts({ site, since: 0, limit: 10 })).toMatchObject([{ priceMinor: 400 }]);
    });

    it('is counted by product, most first', async () => {
      const site = randomUUID();
      const often = [1, 2, 3].map((visitor) => view(visitor, {}, { site }));
      const once = view(1, { product: { productId: 'p2' } }, { site, occurredAt: noon + 5 });
      await target.warehouse.insert(toBlock([...often, once]));
      expect(await target.warehouse.seenProducts({ site, since: noon - 1, limit: 10 })).toEqual([
        { productId: 'p1', events: 3, visitors: 3, lastAt: noon },
        { productId: 'p2', events: 1, visitors: 1, lastAt: noon + 5 },
      ]);
      expect(await target.warehouse.seenProducts({ site, since: noon - 1, limit: 1 })).toHaveLength(1);
    });
  });

  it.each(["'; DROP TABLE catalogue; --", '{site:String}', 'a\u0000b', '"}\n{"id":"x"}', '\\N', '__proto__', '🜲é'])(
    'takes %j for text everywhere',
    async (text) => {
      const site = randomUUID();
      const product = { id: text, name: text, brand: text, url: text, image: text, parentId: text, topics: [text] };
      await target.warehouse.putProducts(site, [put(1, product), put(2, named('other'))], noon);
      expect(await target.warehouse.listProducts({ site, id: text, limit: 2 })).toMatchObject([product]);
      await target.warehouse.keepProducts(site, [text], 3);
      expect(await target.warehouse.removeOlderProducts(site, 3, 4)).toBe(1);
      expect(await target.warehouse.listProducts({ site: text, limit: 2 })).toEqual([]);
    },
  );
});
