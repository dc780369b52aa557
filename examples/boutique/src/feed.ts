import { placeOf } from './catalogue/catalogue.js';
import type { Product } from './catalogue/product.js';
import { imagePath, productPath } from './links.js';
import { currency } from './money.js';

/** The store's products as JSON lines, a product a line. A catalogue is of one language: French, as which topics count too. */
export function toFeed(products: readonly Product[]): string {
  return products.map((product) => `${JSON.stringify(toLine(product))}\n`).join('');
}

function toLine(product: Product): object {
  const { id, name, brand, priceMinor, stock } = product;
  const { rayon, subRayon } = placeOf(product);
  return {
    id,
    name: name.fr,
    url: productPath('fr', product),
    image: imagePath(product),
    priceMinor,
    currency,
    stock,
    topics: [`${rayon.slug.fr}/${subRayon.slug.fr}`],
    brand,
  };
}
