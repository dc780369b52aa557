import { cleanPath, cleanText } from '@sillage/protocol';
import { LRUCache } from 'lru-cache';

/** Cleaning that remembers paths: the same few arrive again and again, and reading a URL is what costs. */
export interface TextCleaner {
  cleanText(text: string): string;
  /** With the allow-list of query parameters of the path's site. */
  cleanPath(path: string, allowList: readonly string[]): string;
}

/** Longer paths are cleaned each time, so that the memory of the cache is bounded by its entries. */
const rememberedLength = 300;

export function createTextCleaner(rememberedPaths = 10_000): TextCleaner {
  const paths = new LRUCache<string, { allowList: readonly string[]; cleaned: string }>({ max: rememberedPaths });
  return {
    cleanText,
    cleanPath(path, allowList) {
      if (path.length > rememberedLength) return cleanPath(path, allowList);
      const known = paths.get(path);
      if (known?.allowList === allowList) return known.cleaned;
      const cleaned = cleanPath(path, allowList);
      paths.set(path, { allowList, cleaned });
      return cleaned;
    },
  };
}
