/** Languages of the store, the first one the default. */
export const locales = ['fr', 'en'] as const;
export type Locale = (typeof locales)[number];

/** A text in every language of the store. */
export type Localised = Record<Locale, string>;

export function isLocale(value: string | undefined): value is Locale {
  return locales.some((locale) => locale === value);
}

/** The language for `/`, by the browser's `Accept-Language`; French where nothing we speak is asked for. */
export function preferredLocale(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '').split(',').map((entry) => {
    const [tag = '', quality] = entry.trim().split(';q=');
    return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
  });
  const best = wanted.filter(({ language }) => isLocale(language)).sort((a, b) => b.quality - a.quality)[0];
  return isLocale(best?.language) ? best.language : locales[0];
}

const days: Record<Locale, Intl.DateTimeFormat> = {
  fr: new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' }),
};

/** Milliseconds since 1970 → `22 novembre`. */
export const formatDay = (at: number, locale: Locale): string => days[locale].format(at);
