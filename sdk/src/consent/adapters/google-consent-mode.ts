import type { Adapter } from './adapter.js';

type Layer = unknown[];

/** What `gtag()` pushes: its arguments. */
const isConsent = (entry: unknown): entry is ArrayLike<unknown> => (entry as unknown[] | undefined)?.[0] === 'consent';

/**
 * Google Consent Mode v2, as `gtag('consent', …)` leaves it on `dataLayer`. A `default` is what the site presumes, and never
 * an answer: updates alone count.
 */
export const adapter: Adapter<Layer> = {
  name: 'google-consent-mode',
  names: { measurement: 'analytics_storage', personalisation: 'personalization_storage' },
  vocabulary: /^(\w+_storage|ad_\w+)$/,
  find: () => {
    const layer = (window as { dataLayer?: Layer }).dataLayer;
    return Array.isArray(layer) && layer.some(isConsent) ? layer : undefined;
  },
  watch(layer, report) {
    const answers: Record<string, unknown> = {};
    const hear = (entry: unknown) => {
      if (!isConsent(entry) || entry[1] !== 'update') return false;
      Object.assign(answers, entry[2]);
      return true;
    };
    const tell = () => report((name) => (name in answers ? answers[name] === 'granted' : null));
    layer.forEach(hear);
    tell();
    const { push } = layer;
    layer.push = function (...entries: unknown[]) {
      const result = push.apply(this, entries);
      if (entries.filter(hear)[0]) tell();
      return result;
    };
  },
};
