/* The shop's consent banner: tarteaucitron with one service a purpose, served from the shop itself. */
const { lang } = document.documentElement;
const { tarteaucitron } = window;

const texts = {
  fr: {
    alertBigPrivacy:
      '<strong>Une escale sans espion.</strong> Avec votre accord, cette boutique mesure ses visites et se souvient de ce que vous regardez, pour elle seule. Sans lui, tout marche pareil.',
    personalize: 'Choisir',
    acceptAll: 'Tout accepter',
    denyAll: 'Tout refuser',
    disclaimer:
      'Deux usages, deux choix. Rien ne quitte la boutique. Vous pouvez revenir ici à tout moment par le bas de page.',
    mandatoryTitle: 'Nécessaire',
    mandatoryText: 'Le panier, la commande et la connexion au compte.',
  },
  en: {
    alertBigPrivacy:
      '<strong>A stopover without spies.</strong> With your consent this shop measures its visits and remembers what you look at, for itself alone. Without it, everything works the same.',
    personalize: 'Choose',
    acceptAll: 'Accept all',
    denyAll: 'Refuse all',
    disclaimer:
      'Two uses, two choices. Nothing leaves the shop. You can come back here at any time from the foot of the page.',
    mandatoryTitle: 'Necessary',
    mandatoryText: 'The cart, the order and the account.',
  },
};

/* One service a purpose, by the names that Sillage listens to. */
const services = [
  { key: 'sillagemeasurement', type: 'analytic', fr: 'Mesurer nos visites', en: 'Measuring our visits' },
  {
    key: 'sillagepersonalisation',
    type: 'other',
    fr: 'Se souvenir de ce que vous regardez',
    en: 'Remembering what you look at',
  },
];
for (const { key, type, [lang]: name } of services) {
  const isNeeded = { needConsent: true, cookies: ['__Host-escale'] };
  tarteaucitron.services[key] = { key, type, name, ...isNeeded, js() {}, fallback() {} };
}
tarteaucitron.job = services.map(({ key }) => key);

window.tarteaucitronForceLanguage = lang;
window.tarteaucitronCustomText = texts[lang];

tarteaucitron.init({
  privacyUrl: document.querySelector('[data-privacy-path]').dataset.privacyPath,
  cookieName: 'escale_choix',
  orientation: 'bottom',
  bodyPosition: 'top',
  highPrivacy: true,
  showAlertSmall: false,
  showIcon: false,
  cookieslist: false,
  handleBrowserDNTRequest: false,
  removeCredit: true,
  moreInfoLink: false,
  mandatory: true,
  mandatoryCta: false,
  googleConsentMode: false,
  bingConsentMode: false,
  pianoConsentMode: false,
});
