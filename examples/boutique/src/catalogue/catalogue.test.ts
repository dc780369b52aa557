import { describe, expect, it } from 'vitest';
import { drawProduct } from '../drawings/product-image.js';
import { productPath } from '../links.js';
import { locales } from '../locale.js';
import { findRayon, findSubRayon, placeOf, products, relatedTo, searchProducts } from './catalogue.js';
import { rayons } from './rayons.js';

const slugOf = (label: string) =>
  label
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

it('has forty products, each with its own number, address and picture', () => {
  expect(products).toHaveLength(40);
  for (const of of [(one) => one.id, (one) => one.slug, drawProduct] as ((
    one: (typeof products)[number],
  ) => string)[]) {
    expect(new Set(products.map(of)).size).toBe(40);
  }
});

it.each(products.map((product) => [product.id, product] as const))('says all of %s in both languages', (_, product) => {
  expect(() => placeOf(product)).not.toThrow();
  expect(product.priceMinor).toBeGreaterThan(0);
  expect(product.slug).toMatch(/^[a-z0-9-]+$/);
  for (const locale of locales) {
    expect(product.name[locale]).not.toBe('');
    expect(product.description[locale].length).toBeGreaterThan(20);
    expect(productPath(locale, product)).toMatch(new RegExp(`^/${locale}(/[a-z0-9-]+){3}$`));
  }
});

describe.each(locales)('rayons in %s', (locale) => {
  it('have addresses that say their labels, so that address and breadcrumb are one topic', () => {
    for (const { label, slug, subRayons } of rayons) {
      expect(slug[locale]).toBe(slugOf(label[locale]));
      for (const subRayon of subRayons) expect(subRayon.slug[locale]).toBe(slugOf(subRayon.label[locale]));
    }
  });

  it('are found by their addresses', () => {
    for (const rayon of rayons) {
      expect(findRayon(rayon.slug[locale], locale)).toBe(rayon);
      for (const one of rayon.subRayons) expect(findSubRayon(rayon, one.slug[locale], locale)).toBe(one);
    }
    expect(findRayon('nowhere', locale)).toBeUndefined();
  });
});

it.each([
  ['figue', 'fr', ['ESC-1003']],
  ['FIG', 'en', ['ESC-1003']],
  ['neroli', 'fr', ['ESC-1006']],
  ['sac corail', 'fr', ['ESC-2009']],
  ['parapluie', 'fr', []],
  ['  ', 'fr', []],
] as const)('finds for "%s" in %s %j', (query, locale, expected) => {
  expect(searchProducts(query, locale).map(({ id }) => id)).toEqual(expected);
});

it('shows neighbours of the same sub-rayon first, and never the product itself', () => {
  for (const product of products) {
    const related = relatedTo(product, 4);
    expect(related).not.toContain(product);
    expect(related[0]?.subRayon).toBe(product.subRayon);
  }
});
