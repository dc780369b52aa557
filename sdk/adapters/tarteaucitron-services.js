// Paste after tarteaucitron.init(), with texts of your own. Tested with tarteaucitron.js 1.34.
(() => {
  const { tarteaucitron } = window;

  // one service a purpose, by the names that Sillage listens to; the tag has data-consent="tarteaucitron"
  const services = {
    sillagemeasurement: { type: 'analytic', fr: 'Mesure d’audience', en: 'Audience measurement' },
    sillagepersonalisation: { type: 'other', fr: 'Offres personnalisées', en: 'Personalised offers' },
  };
  const language = document.documentElement.lang.startsWith('fr') ? 'fr' : 'en';
  tarteaucitron.job = tarteaucitron.job || [];
  for (const [key, { type, [language]: name }] of Object.entries(services)) {
    const asked = { uri: '/confidentialite', needConsent: true, cookies: [] };
    // tarteaucitron drops jobs without a definition, silently
    tarteaucitron.services[key] = { key, type, name, ...asked, js() {}, fallback() {} };
    tarteaucitron.job.push(key);
  }
})();
