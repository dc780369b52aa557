import type { Adapter } from './adapter.js';

interface ConsentApi {
  cookie_prefix: string;
}

/**
 * WP Consent API, by its documented cookies and event. `wp_has_consent()` is not asked: it says yes where no consent type is
 * set, and for opt-out without any answer.
 * https://github.com/WordPress/wp-consent-level-api
 */
export const adapter: Adapter<ConsentApi> = {
  name: 'wp-consent-api',
  names: { measurement: 'statistics', personalisation: 'marketing' },
  find: () => (window as { consent_api?: ConsentApi }).consent_api,
  watch({ cookie_prefix }, report) {
    const changed: Record<string, unknown> = {};
    const tell = () =>
      report((name) => {
        const kept = document.cookie.split('; ').find((each) => each.startsWith(`${cookie_prefix}_${name}=`));
        const answer = changed[name] ?? kept?.split('=')[1];
        return answer ? answer === 'allow' : null;
      });
    document.addEventListener('wp_listen_for_consent_change', (event) => {
      Object.assign(changed, (event as CustomEvent).detail);
      tell();
    });
    tell();
  },
};
