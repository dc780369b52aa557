/* The shop's consent banner: tarteaucitron with one service a purpose, served from the shop itself. */
(() => {
  const privacyUrl = document.currentScript.dataset.privacyPath;
  const isFrench = document.documentElement.lang === 'fr';

  window.tarteaucitronForceLanguage = document.documentElement.lang;
  window.tarteaucitronCustomText = isFrench
    ? {
        alertBigPrivacy:
          '<strong>Une escale sans espion.</strong> Avec votre accord, cette boutique mesure ses visites et se souvient de ce que vous regardez, pour elle seule. Sans lui, tout marche pareil.',
        personalize: 'Choisir',
        acceptAll: 'Tout accepter',
        denyAll: 'Tout refuser',
        disclaimer:
          'Deux usages, deux choix. Rien ne quitte la boutique. Vous pouvez revenir ici à tout moment par le bas de page.',
      }
    : {
        alertBigPrivacy:
          '<strong>A stopover without spies.</strong> With your consent this shop measures its visits and remembers what you look at, for itself alone. Without it, everything works the same.',
        personalize: 'Choose',
        acceptAll: 'Accept all',
        denyAll: 'Refuse all',
        disclaimer:
          'Two uses, two choices. Nothing leaves the shop. You can come back here at any time from the foot of the page.',
      };

  window.tarteaucitron.init({
    privacyUrl,
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
})();
