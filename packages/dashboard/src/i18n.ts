import type { Language } from '@sillage/protocol';
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';

const stored = 'sillage-language';

// synchronous, for the texts of a page are added as its module is read
void i18next.use(initReactI18next).init({
  lng: preferredLanguage(),
  fallbackLng: 'en',
  resources: {},
  initAsync: false,
  showSupportNotice: false,
  interpolation: { escapeValue: false }, // React escapes
});
i18next.on('languageChanged', tellDocument);
tellDocument(i18next.language);

type Keys<Entry> = Extract<keyof Entry, string>;
/** `visits_one` and `visits_other` are asked for as `visits`, with a `count`. */
type Asked<Key> = Key extends `${infer Base}_one` ? Base : Key extends `${string}_other` ? never : Key;

export interface Texts<Key extends string> {
  namespace: string;
  /** Holds the keys for the type alone. */
  keys?: Key;
}

/** The texts of a page or part, in both languages: what one lacks is a type error. */
export function defineTexts<const French extends Record<string, string>>(
  namespace: string,
  texts: { fr: French; en: Record<Keys<French>, string> },
): Texts<Asked<Keys<French>>> {
  i18next.addResourceBundle('fr', namespace, texts.fr);
  i18next.addResourceBundle('en', namespace, texts.en);
  return { namespace };
}

export type Translate<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;

export function useTexts<Key extends string>({ namespace }: Texts<Key>): Translate<Key> {
  const { t } = useTranslation(namespace);
  return useCallback((key, values) => t(key, { ...values }), [t]);
}

/** Outside of components. */
export function sayText<Key extends string>({ namespace }: Texts<Key>, key: Key): string {
  return i18next.t(key, { ns: namespace });
}

export function useLanguage(): [Language, (language: Language) => void] {
  const { i18n } = useTranslation();
  return [i18n.language === 'fr' ? 'fr' : 'en', setLanguage];
}

function setLanguage(language: Language): void {
  localStorage.setItem(stored, language);
  void i18next.changeLanguage(language);
}

function preferredLanguage(): Language {
  const wanted = [localStorage.getItem(stored), ...navigator.languages].find((one) => /^(fr|en)\b/.test(one ?? ''));
  return wanted?.startsWith('fr') ? 'fr' : 'en';
}

function tellDocument(language: string): void {
  document.documentElement.lang = language;
}
