import { type BannerTexts, bannerTexts } from '@sillage/protocol';
import type { Tracker } from '../tracker.js';

/** What may be set: the tag has an attribute for each but `texts`, which is a JSON script element. */
export interface BannerOptions {
  /** The site's public id, as the tracker has it. */
  site: string;
  /** BCP 47 language to speak; default the page's, then the browser's, then English. */
  lang?: string;
  /** The shop's name, as its visitors know it. */
  shop?: string;
  /** Address of the shop's privacy policy; without it there is no link. */
  policy?: string;
  /** Default: what the visitor's system prefers. */
  theme?: 'light' | 'dark';
  /** Texts by language, instead of the built-in ones or, for another language, of the English ones. */
  texts?: Record<string, Partial<BannerTexts>>;
  /** Of the page's script, for browsers that take styles from elements alone. */
  nonce?: string | undefined;
}

/** What the banner needs of a tracker. */
export type BannerTracker = Pick<Tracker, 'consent' | 'getState'>;

/** What is said, and in which language. */
export interface Speech {
  language: string;
  texts: BannerTexts;
}

/** The first language of the page's and the visitor's that there are texts for. */
export function findTexts({ lang, texts = {} }: BannerOptions): Speech {
  const known: Record<string, Partial<BannerTexts> | undefined> = { ...texts, ...bannerTexts };
  // biome-ignore lint/plugin: it chooses the words that are shown; of the list nothing is kept or sent, of the words their language, with the choice
  const wanted = [lang, document.documentElement.lang, ...navigator.languages]
    .flatMap((each) => (each ? [each, each.split('-')[0] as string] : []))
    .map((each) => each.toLowerCase());
  const language = wanted.find((each) => known[each]) ?? 'en';
  return { language, texts: { ...bannerTexts.en, ...known[language], ...texts[language] } };
}
