import type { Adapter } from './adapters/adapter.js';
import { listSources } from './known-sources.js';
import { type ConsentTracker, watchConsent } from './watch-consent.js';

/** What the tag's attributes say of consent. */
interface Attributes {
  site?: string;
  consent?: string;
  consentMeasurement?: string;
  consentPersonalisation?: string;
}

/** Begins to listen, as the tag says: `data-consent`, `data-consent-measurement`, `data-consent-personalisation`. */
export function start(tracker: ConsentTracker, attributes: DOMStringMap & Attributes): void {
  const { site = '', consent = '', consentMeasurement, consentPersonalisation } = attributes;
  // the shop's own call is all there is to hear: what is stored counts
  if (consent === 'api') tracker.consent({});
  watchConsent(tracker, listSources(consent, loadAdapter), {
    site,
    names: {
      ...(consentMeasurement && { measurement: consentMeasurement }),
      ...(consentPersonalisation && { personalisation: consentPersonalisation }),
    },
    isOpen: /\bauto\b/.test(consent),
  });
}

/** From where this module came. */
async function loadAdapter(name: string): Promise<Adapter> {
  const { adapter } = await import(new URL(`sillage-consent-${name}.js`, import.meta.url).href);
  return adapter;
}
