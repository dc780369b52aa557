import type { Purpose } from '@sillage/protocol';
import type { Adapter } from './consent/adapters/adapter.js';
import { rankOf } from './consent/known-sources.js';
import { type ConsentTracker, watchConsent } from './consent/watch-consent.js';

export type { Adapter, Evidence, Report, StateOf } from './consent/adapters/adapter.js';
export { adapter as axeptio } from './consent/adapters/axeptio.js';
export { adapter as c15t } from './consent/adapters/c15t.js';
export { adapter as didomi } from './consent/adapters/didomi.js';
export { adapter as googleConsentMode } from './consent/adapters/google-consent-mode.js';
export { adapter as gpp } from './consent/adapters/gpp.js';
export { adapter as klaro } from './consent/adapters/klaro.js';
export { adapter as orejime } from './consent/adapters/orejime.js';
export { adapter as tarteaucitron } from './consent/adapters/tarteaucitron.js';
export { adapter as tcf } from './consent/adapters/tcf.js';
export { adapter as vanillaCookieConsent } from './consent/adapters/vanilla-cookieconsent.js';
export { adapter as wpConsentApi } from './consent/adapters/wp-consent-api.js';
export type { ConsentTracker } from './consent/watch-consent.js';

export interface HearOptions {
  /** The site's public id, as the tracker has it. */
  site: string;
  /** Those whose answers count. `{ ...klaro, find: () => manager }` hears one that is not on the window. */
  adapters: readonly Adapter<never>[];
  /** Names that stand for a purpose in what asks the visitor, by spaces; default: the adapters' own. */
  names?: Partial<Record<Purpose, string>>;
}

/**
 * Tells the tracker what the visitor answers to a consent manager. The tracker is made with the option `consent`, any text
 * but an empty one: until something was told, nothing counts.
 */
export function hearConsent(tracker: ConsentTracker, { site, adapters, names = {} }: HearOptions): void {
  const listed = (adapters as readonly Adapter[]).map((adapter) => ({
    name: adapter.name,
    rank: rankOf(adapter.name),
    isExpected: () => true,
    load: async () => adapter,
  }));
  watchConsent(tracker, listed, { site, names, isOpen: false });
}
