import type { Adapter } from './adapters/adapter.js';
import type { Listed } from './watch-consent.js';

interface Known {
  rank: number;
  /** Globals of which one shows that it is on the page, or will be. */
  signs: readonly string[];
}

/** Name in `data-consent` → how it is known. */
const known: Record<string, Known> = {
  tarteaucitron: { rank: 0, signs: ['tarteaucitron'] },
  'vanilla-cookieconsent': { rank: 0, signs: ['CookieConsent'] },
  klaro: { rank: 0, signs: ['klaro'] },
  orejime: { rank: 0, signs: ['orejime', 'orejimeConfig'] },
  c15t: { rank: 0, signs: ['c15tStore'] },
  axeptio: { rank: 0, signs: ['axeptioSettings', '_axcb'] },
  didomi: { rank: 0, signs: ['didomiConfig', 'Didomi'] },
  'wp-consent-api': { rank: 0, signs: ['consent_api'] },
  tcf: { rank: 1, signs: ['__tcfapi'] },
  gpp: { rank: 1, signs: ['__gpp'] },
  'google-consent-mode': { rank: 2, signs: [] },
};

/** `gtag('consent', …)` was called: the data layer alone says nothing. */
const hasConsentMode = () => {
  const { dataLayer } = window as { dataLayer?: unknown };
  return Array.isArray(dataLayer) && dataLayer.some((entry) => entry?.[0] === 'consent');
};

/** Rank of a source; one that is not known here is a consent manager of its own. */
export const rankOf = (name: string): number => known[name]?.rank ?? 0;

/**
 * What `data-consent` names, by spaces, and with `auto` all that the page shows a sign of. A name that is not known is left
 * out: nothing is heard, so nothing is sent.
 */
export function listSources(named: string, load: (name: string) => Promise<Adapter>): Listed[] {
  const names = named.split(/\s+/);
  const isAuto = names.includes('auto');
  return Object.entries(known)
    .filter(([name]) => isAuto || names.includes(name))
    .map(([name, { rank, signs }]) => ({
      name,
      rank,
      isExpected: () => names.includes(name) || (signs[0] ? signs.some((sign) => sign in window) : hasConsentMode()),
      load: () => load(name),
    }));
}
