import { cleanPath, cleanText, type ExemptView, type Site } from '@sillage/protocol';
import type { Device } from '@sillage/warehouse';
import { hostOf } from '../clean/clean-event.js';
import type { CountedView } from './exempt-counter.js';

const hourMs = 3_600_000;
/** What is longer is no page that many see. */
const pathLength = 512;

/** Cleaned as every text that is kept; a referrer of the shop's own hosts is none. */
export function toCountedView(view: ExemptView, site: Site, device: Device, now: number): CountedView {
  const host = cleanText(hostOf(view.referrerHost ?? ''));
  const isOwn = site.origins.some((origin) => new URL(origin).hostname === host);
  return {
    site: site.id,
    hour: now - (now % hourMs),
    path: cleanPath(view.path, [])
      .slice(0, pathLength)
      .replace(/[\ud800-\udbff]$/, ''),
    referrer: isOwn ? '' : host,
    device,
  };
}
