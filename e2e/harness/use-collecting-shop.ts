import { afterEach, beforeEach } from 'vitest';
import type { Visit } from './chromium.js';
import { type Answers, type CollectingShop, openCollectingShop, type PageOptions } from './collecting-shop.js';
import { useBrowser } from './use-browser.js';

export interface CollectingStage {
  readonly shop: CollectingShop;
  readonly visit: Visit;
}

/** For each test of a file a shop of its own: what a page of the test before sends as it is closed reaches nobody. */
export function useCollectingShop(pages: Record<string, PageOptions>, answers: Answers = {}): CollectingStage {
  const set = {} as { shop: CollectingShop };
  const browser = useBrowser(() => set.shop.origin);
  beforeEach(async () => {
    set.shop = await openCollectingShop(pages, answers);
  });
  afterEach(() => set.shop.close());
  return {
    get shop() {
      return set.shop;
    },
    get visit() {
      return browser.visit;
    },
  };
}
