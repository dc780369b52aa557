import type { Product } from './catalogue/product.js';
import { imagePath, productPath } from './links.js';
import type { Locale } from './locale.js';
import { currency, toDecimal } from './money.js';

/** One step of the way to a page; the last one is the page itself. */
export interface Crumb {
  label: string;
  path: string;
}

/** schema.org BreadcrumbList. */
export function breadcrumbList(crumbs: readonly Crumb[], origin: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: crumbs.map(({ label, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: label,
      item: origin + path,
    })),
  };
}

/** schema.org Product with its Offer. */
export function productLd(product: Product, locale: Locale, origin: string): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    productID: product.id,
    sku: product.id,
    name: product.name[locale],
    description: product.description[locale],
    image: origin + imagePath(product),
    brand: { '@type': 'Brand', name: product.brand },
    offers: {
      '@type': 'Offer',
      url: origin + productPath(locale, product),
      price: toDecimal(product.priceMinor),
      priceCurrency: currency,
      availability: `https://schema.org/${product.stock > 0 ? 'InStock' : 'OutOfStock'}`,
    },
  };
}

/** JSON for a `<script>` element: `<` can't end it. */
export function toScriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
