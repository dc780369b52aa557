import type { Locale } from '../locale.js';
import { home } from './home.js';
import { luggage } from './luggage.js';
import { perfumes } from './perfumes.js';
import type { Product, Rayon, SubRayon } from './product.js';
import { rayons } from './rayons.js';
import { stationery } from './stationery.js';

/** All that the store sells. */
export const products: readonly Product[] = [...perfumes, ...luggage, ...home, ...stationery];

const byId = new Map(products.map((product) => [product.id, product]));
const bySlug = new Map(products.map((product) => [product.slug, product]));

export const findProduct = (id: string): Product | undefined => byId.get(id);
export const findProductBySlug = (slug: string): Product | undefined => bySlug.get(slug);

export function findRayon(slug: string, locale: Locale): Rayon | undefined {
  return rayons.find((rayon) => rayon.slug[locale] === slug);
}

export function findSubRayon(rayon: Rayon, slug: string, locale: Locale): SubRayon | undefined {
  return rayon.subRayons.find((subRayon) => subRayon.slug[locale] === slug);
}

/** Products of a rayon, or of one of its sub-rayons. */
export function productsOf(rayon: Rayon, subRayon?: SubRayon): Product[] {
  return products.filter(
    (product) => product.rayon === rayon.key && (subRayon === undefined || product.subRayon === subRayon.key),
  );
}

/** Where a product stands. Every product stands somewhere: the catalogue's test says so. */
export function placeOf(product: Product): { rayon: Rayon; subRayon: SubRayon } {
  for (const rayon of rayons) {
    if (rayon.key !== product.rayon) continue;
    const subRayon = rayon.subRayons.find(({ key }) => key === product.subRayon);
    if (subRayon !== undefined) return { rayon, subRayon };
  }
  throw new Error(`${product.id} stands in no rayon`);
}

/** Others of the same sub-rayon first, then of the rayon. */
export function relatedTo(product: Product, count: number): Product[] {
  const { rayon } = placeOf(product);
  const others = productsOf(rayon).filter(({ id }) => id !== product.id);
  const isNear = (other: Product) => other.subRayon === product.subRayon;
  return [...others.filter(isNear), ...others.filter((other) => !isNear(other))].slice(0, count);
}

/** Products that hold every word of the query in name, brand, rayon or description; accents and case don't count. */
export function searchProducts(query: string, locale: Locale): Product[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return products.filter((product) => {
    const { rayon, subRayon } = placeOf(product);
    const text = [product.name[locale], product.brand, rayon.label[locale], subRayon.label[locale]];
    const haystack = fold([...text, product.description[locale]].join(' '));
    return words.every((word) => haystack.includes(word));
  });
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}
