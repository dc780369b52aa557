import { cleanPath, cleanText, type Site } from '@sillage/protocol';
import { LRUCache } from 'lru-cache';

/** Cleaning that remembers: the same few paths and titles arrive again and again. */
export interface TextCleaner {
  cleanText(text: string): string;
  /** With the site's allow-list of query parameters. */
  cleanPath(path: string, site: Site): string;
}

/** Longer texts are cleaned each time, so that the memory of the cache is bounded by its entries. */
const rememberedLength = 300;

export function createTextCleaner(rememberedTexts = 10_000): TextCleaner {
  const texts = new LRUCache<string, string>({ max: rememberedTexts });
  const paths = new LRUCache<string, { allowList: readonly string[]; cleaned: string }>({ max: rememberedTexts });
  return {
    cleanText(text) {
      if (text.length > rememberedLength) return cleanText(text);
      const known = texts.get(text);
      if (known !== undefined) return known;
      const cleaned = cleanText(text);
      texts.set(text, cleaned);
      return cleaned;
    },
    cleanPath(path, site) {
      if (path.length > rememberedLength) return cleanPath(path, site.queryAllowList);
      const known = paths.get(path);
      if (known?.allowList === site.queryAllowList) return known.cleaned;
      const cleaned = cleanPath(path, site.queryAllowList);
      paths.set(path, { allowList: site.queryAllowList, cleaned });
      return cleaned;
    },
  };
}
