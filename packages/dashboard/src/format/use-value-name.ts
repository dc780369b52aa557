import { useCallback } from 'react';
import { useLanguage, useTexts } from '../i18n.js';
import { valueTexts } from '../texts/values.js';

const known = new Map<string, 'computer' | 'phone' | 'tablet' | 'otherDevice' | 'website' | 'shopServer' | 'import'>([
  ['device desktop', 'computer'],
  ['device mobile', 'phone'],
  ['device tablet', 'tablet'],
  ['device other', 'otherDevice'],
  ['channel web', 'website'],
  ['channel server', 'shopServer'],
  ['channel import', 'import'],
]);

/** A device, channel or country in the page's words; of another dimension, and what the shop named itself, as it is. */
export function useValueName(): (dimension: string, value: string) => string {
  const t = useTexts(valueTexts);
  const [language] = useLanguage();
  return useCallback(
    (dimension, value) => {
      const key = known.get(`${dimension} ${value}`);
      if (key !== undefined) return t(key);
      if (dimension !== 'country' || !/^[A-Z]{2}$/.test(value)) return value;
      return new Intl.DisplayNames(language, { type: 'region' }).of(value) ?? value;
    },
    [t, language],
  );
}
