import { cleanPath, cleanText, type Site } from '@sillage/protocol';
import { LRUCache } from 'lru-cache';

/** Cleaning that remembers paths: the same few arrive again and again, and reading a URL is what costs. */
export interface TextCleaner {
  cleanText(text: string): string;
  /** With the site's allow-list of query parameters. */
  cleanPath(path: string, site: Site): string;
}

/** Longer paths are cleaned each time, so that the memory of the cache is bounded by its entries. */
const rememberedLength = 300;

export function createTextCleaner(rememberedPaths = 10_000): TextCleaner {
  const paths = new LRUCache<string, { allowList: readonly string[]; cleaned: string }>({ max: rememberedPaths });
  return {
    cleanText,
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
