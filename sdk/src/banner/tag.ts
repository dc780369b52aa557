import { whenParsed } from '../browser/when-parsed.js';
import { stateEvent } from '../slots/slots-options.js';
import type { BannerOptions, BannerTracker } from './banner-options.js';
import { showBanner } from './show-banner.js';

/** Attributes that this tag does not have are those of the tracker's. */
function start({ dataset, nonce }: HTMLScriptElement): void {
  const globals = window as unknown as Record<string, Partial<BannerTracker & { log: unknown[][] }> | undefined>;
  const options = { ...document.querySelector<HTMLElement>('script[data-site]')?.dataset, ...dataset, nonce };
  const { site, global = 'sillage' } = options as typeof options & { site: string; global?: string };
  const event = stateEvent(site);
  const attach = () => {
    const tracker = globals[global];
    if (!tracker?.getState) return;
    removeEventListener(event, attach);
    whenParsed(() => {
      try {
        const own = document.querySelector('script[data-sillage-banner]')?.textContent;
        const texts = JSON.parse(own || '{}') as Exclude<BannerOptions['texts'], undefined>;
        Object.assign(tracker, showBanner(tracker as BannerTracker, { ...options, site, texts }));
      } catch (error) {
        tracker.log?.push(['error', error]);
      }
    });
  };
  addEventListener(event, attach);
  attach();
}

try {
  start(document.currentScript as HTMLScriptElement);
} catch {
  // a page that is not ours to change goes on without us
}
