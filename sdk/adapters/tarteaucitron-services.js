// Paste after tarteaucitron.init(): one service a purpose. tarteaucitron drops jobs without a definition, silently.
(() => {
  const services = {
    sillagemeasurement: { type: 'analytic', name: 'Sillage: mesure d’audience' },
    sillagepersonalisation: { type: 'other', name: 'Sillage: offres personnalisées' },
  };
  for (const [key, { type, name }] of Object.entries(services)) {
    window.tarteaucitron.services[key] = {
      key,
      type,
      name,
      uri: '/confidentialite',
      needConsent: true,
      cookies: [],
      js() {},
      fallback() {},
    };
    window.tarteaucitron.job = window.tarteaucitron.job || [];
    window.tarteaucitron.job.push(key);
  }
})();
