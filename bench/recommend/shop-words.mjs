import { SiteCatalogue } from '@sillage/personalise';

const productIds = { ignoresCase: true, prefixes: ['sku:'], suffixes: [] };

/** A feed of all products, whose ids are not those of pages, in rayons of 500 below one topic; 50 brands. */
export function createFeed(products) {
  const catalogue = new SiteCatalogue(productIds);
  for (let index = 0; index < products; index += 1) {
    catalogue.apply({
      id: `SKU:P${index}`,
      name: `Product ${index}`,
      stock: index % 20 === 0 ? 'out' : 'in',
      topics: [`shop/rayon-${Math.floor(index / 500)}`],
      brand: `Brand ${index % 50}`,
      releasedAt: index * 1000,
      revision: 1,
      isRemoved: false,
      changedAt: 0,
    });
  }
  return { catalogue, productIds };
}

/** As many rules as a site may have. */
export function createRules() {
  const upTo = (count, make) => Array.from({ length: count }, (_, index) => make(index));
  return {
    pin: ['p7', 'p8'],
    exclude: {
      products: upTo(500, (index) => `p${index * 31}`),
      topics: upTo(100, (index) => `shop/rayon-${index * 3}`).slice(50),
      brands: upTo(10, (index) => `Brand ${index}`),
    },
    boost: upTo(100, (index) =>
      index % 2 === 0
        ? { topic: `shop/rayon-${index}`, factor: 1 + index / 100 }
        : { brand: `Brand ${index % 50}`, factor: 2 },
    ),
  };
}
