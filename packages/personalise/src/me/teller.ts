import type { History, Language, Site } from '@sillage/protocol';
import type { PersonaliseOptions } from '../personalise-options.js';

/** How things are said to a visitor: in their language, the shop's time zone, and by the products' names. */
export interface Teller {
  language: Language;
  /** A day, such as `2 novembre 2026`. */
  day(at: number): string;
  /** Minor units of an ISO 4217 currency. */
  price(minor: number, currency: string): string;
  /** A product's name by the catalogue, else as the visitor's own pages had it, else its id. */
  product(id: string): string;
  /** The title that a page had when the visitor saw it, else its path. */
  page(path: string): string;
  /** A share without decimals: `30 %`. */
  percent(share: number): string;
}

/** English where `locale` (BCP 47) begins with `en`, else French. */
export function toLanguage(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** What is told about. */
export interface ToldOf {
  site: Site;
  language: Language;
  /** In which pages and products have names. */
  history?: History;
}

export function createTeller(
  { site, language, history }: ToldOf,
  options: Pick<PersonaliseOptions, 'catalogueOf'>,
): Teller {
  const names = readNames(history);
  const tag = language === 'fr' ? 'fr-FR' : 'en-GB';
  const days = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: site.timeZone });
  const percents = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const catalogue = options.catalogueOf(site.id);
  return {
    language,
    day: (at) => days.format(at),
    percent: (share) => percents.format(share),
    product: (id) => catalogue.describe(id)?.name ?? names.products.get(id) ?? id,
    page: (path) => names.pages.get(path) ?? path,
    price(minor, currency) {
      const format = new Intl.NumberFormat(tag, { style: 'currency', currency });
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
  };
}

interface Names {
  products: Map<string, string>;
  pages: Map<string, string>;
}

/** The latest of each. */
function readNames(history: History | undefined): Names {
  const names: Names = { products: new Map(), pages: new Map() };
  for (const { pages, cart, orders } of (history?.sessions ?? []).toReversed()) {
    for (const { path, title } of pages) if (title) names.pages.set(path, title);
    const products = [pages.flatMap((page) => page.products), cart, orders.flatMap((order) => order.lines)].flat();
    for (const { productId, name } of products) if (name) names.products.set(productId, name);
  }
  return names;
}
