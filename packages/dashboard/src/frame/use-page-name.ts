import { useTexts } from '../i18n.js';
import type { PageName } from '../pages.js';
import { frameTexts } from '../texts/frame.js';

/** A page's heading is what the navigation calls it. */
export function usePageName(page: PageName): string {
  return useTexts(frameTexts)(page);
}
