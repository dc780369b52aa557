// Paste after tarteaucitron.init(), with texts of your own. Tested with tarteaucitron.js 1.34.
(() => {
  const { tarteaucitron } = window;

  // one service a purpose; tarteaucitron drops jobs without a definition, silently
  const services = {
    measurement: { type: 'analytic', name: 'Sillage: mesure d’audience' },
    personalisation: { type: 'other', name: 'Sillage: offres personnalisées' },
  };
  tarteaucitron.job = tarteaucitron.job || [];
  for (const [purpose, { type, name }] of Object.entries(services)) {
    const key = `sillage${purpose}`;
    const asked = { uri: '/confidentialite', needConsent: true, cookies: [] };
    tarteaucitron.services[key] = { key, type, name, ...asked, js() {}, fallback() {} };
    tarteaucitron.job.push(key);
  }

  // Its `true` is no choice of the visitor without highPrivacy, for a scroll or the next page is then taken for a yes, nor
  // with bypass.
  const isAsked = () => tarteaucitron.highPrivacy && !tarteaucitron.user.bypass;
  const tell = () => {
    const choices = {};
    for (const purpose of Object.keys(services)) {
      const state = tarteaucitron.state[`sillage${purpose}`];
      if (state === false) choices[purpose] = 'denied';
      else if (state && isAsked()) choices[purpose] = 'granted';
    }
    if (Object.keys(choices).length > 0) window.sillage('consent', choices, { name: 'tarteaucitron' });
  };
  for (const purpose of Object.keys(services)) {
    // two purposes accepted by one click are one choice; a refusal is told at once, for the banner may reload the page next
    for (const event of ['added', 'allowed']) {
      document.addEventListener(`sillage${purpose}_${event}`, () => setTimeout(tell));
    }
    document.addEventListener(`sillage${purpose}_disallowed`, tell);
  }
  tell();
})();
