import type { Adapter } from './adapter.js';

interface CookieConsent {
  validConsent(): boolean;
  acceptedCategory(name: string): boolean;
  getConfig(field: 'categories'): Record<string, { readOnly?: boolean }> | undefined;
  getCookie(field: 'consentId'): string | undefined;
}

/**
 * vanilla-cookieconsent 3.1. Only a valid consent counts: after a new revision its cookie still lists the old answers. A
 * read-only category is not asked about.
 */
export const adapter: Adapter<CookieConsent> = {
  name: 'vanilla-cookieconsent',
  names: { measurement: 'analytics statistics measurement', personalisation: 'personalisation personalization' },
  find: () => {
    const found = (window as { CookieConsent?: Partial<CookieConsent> }).CookieConsent;
    return found?.validConsent ? (found as CookieConsent) : undefined;
  },
  watch(found, report) {
    const tell = () => {
      const categories = found.getConfig('categories');
      const isAnswered = found.validConsent();
      report(
        (name) => {
          if (!categories) return null;
          if (!categories[name] || categories[name].readOnly) return undefined;
          return isAnswered ? found.acceptedCategory(name) : null;
        },
        { consentId: isAnswered ? found.getCookie('consentId') : undefined },
      );
    };
    for (const event of ['cc:onConsent', 'cc:onChange']) addEventListener(event, tell);
    // before it runs there is no answer that could be read
    if (found.getConfig('categories')) tell();
  },
};
