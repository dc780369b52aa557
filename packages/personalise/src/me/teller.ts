import type { Language, Site } from '@sillage/protocol';
import type { PersonaliseOptions } from '../personalise-options.js';

/** How things are said to a visitor: in their language, the shop's time zone, and by the products' names. */
export interface Teller {
  language: Language;
  /** A day, such as `2 novembre 2026`. */
  day(at: number): string;
  /** Minor units of an ISO 4217 currency. */
  price(minor: number, currency: string): string;
  /** A product's name, else its id. */
  product(id: string): string;
  /** The two decimals that a share has not: `30 %`. */
  percent(share: number): string;
}

/** English where `locale` (BCP 47) begins with `en`, else French. */
export function toLanguage(locale: string | undefined): Language {
  return locale?.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

export function createTeller(site: Site, language: Language, options: Pick<PersonaliseOptions, 'catalogueOf'>): Teller {
  const tag = language === 'fr' ? 'fr-FR' : 'en-GB';
  const days = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: site.timeZone });
  const percents = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const catalogue = options.catalogueOf(site.id);
  return {
    language,
    day: (at) => days.format(at),
    percent: (share) => percents.format(share),
    product: (id) => catalogue.describe(id)?.name ?? id,
    price(minor, currency) {
      const format = new Intl.NumberFormat(tag, { style: 'currency', currency });
      return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    },
  };
}
