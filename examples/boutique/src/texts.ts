import type { Locale } from './locale.js';
import { en } from './texts-en.js';
import { fr, type Texts } from './texts-fr.js';

export type { Texts };

/** All that the store says, by language. */
export const texts: Record<Locale, Texts> = { fr, en };
