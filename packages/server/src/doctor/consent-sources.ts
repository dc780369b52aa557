/** What may ask the visitor, and how it shows in a page's HTML. */
interface ConsentSource {
  /** Its name in `data-consent`. */
  name: string;
  /** In the address of a script, or in an inline one. */
  sign: RegExp;
}

/** All that the script hears, in the order in which it believes them (docs/consent.md). */
export const consentSources: readonly ConsentSource[] = [
  { name: 'tarteaucitron', sign: /tarteaucitron/i },
  {
    name: 'vanilla-cookieconsent',
    sign: /vanilla-cookieconsent|cookieconsent\.(?:umd|esm)\.js|\bCookieConsent\.run\(/i,
  },
  { name: 'klaro', sign: /(?:^|\/)klaro\b|\bklaroConfig\b/i },
  { name: 'orejime', sign: /orejime/i },
  { name: 'c15t', sign: /\bc15t/i },
  { name: 'axeptio', sign: /axept\.?io/i },
  { name: 'didomi', sign: /didomi|sdk\.privacy-center\.org/i },
  { name: 'wp-consent-api', sign: /wp-consent-api|\bconsent_api\b/i },
  { name: 'tcf', sign: /__tcfapi\b/ },
  { name: 'gpp', sign: /__gpp\b/ },
  { name: 'google-consent-mode', sign: /\bgtag\(\s*['"]consent['"]/ },
];
