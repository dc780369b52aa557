import { useCallback } from 'react';
import { useTexts } from '../i18n.js';
import { markTexts } from '../texts/marks.js';

export type SayNamed = (name: string, value: string) => string;

/** `Visits: 12`, with the colon as the language has it. */
export function useNamed(): SayNamed {
  const t = useTexts(markTexts);
  return useCallback((name, value) => t('named', { name, value }), [t]);
}
