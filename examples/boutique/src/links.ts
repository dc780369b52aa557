import { placeOf } from './catalogue/catalogue.js';
import type { Product, Rayon, SubRayon } from './catalogue/product.js';
import type { Locale, Localised } from './locale.js';

/** Addresses of the pages that are no rayon, by page. */
export const pageSlugs = {
  search: { fr: 'recherche', en: 'search' },
  cart: { fr: 'panier', en: 'cart' },
  checkout: { fr: 'commande', en: 'checkout' },
  thanks: { fr: 'merci', en: 'thank-you' },
  account: { fr: 'compte', en: 'account' },
  myData: { fr: 'mes-donnees', en: 'my-data' },
  privacy: { fr: 'confidentialite', en: 'privacy' },
} as const satisfies Record<string, Localised>;
export type PageName = keyof typeof pageSlugs;

export const homePath = (locale: Locale): string => `/${locale}/`;
export const pagePath = (page: PageName, locale: Locale): string => `/${locale}/${pageSlugs[page][locale]}`;

export function rayonPath(locale: Locale, rayon: Rayon, subRayon?: SubRayon): string {
  return `/${locale}/${rayon.slug[locale]}${subRayon === undefined ? '' : `/${subRayon.slug[locale]}`}`;
}

/** `/fr/parfums/colognes/neroli-du-large` */
export function productPath(locale: Locale, product: Product): string {
  const { rayon, subRayon } = placeOf(product);
  return `${rayonPath(locale, rayon, subRayon)}/${product.slug}`;
}

export const imagePath = (product: Product): string => `/images/${product.slug}.svg`;
