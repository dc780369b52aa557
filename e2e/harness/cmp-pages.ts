const toScript = (code: string) => `<script nonce="shop">${code}</script>`;

const texts = { title: 'Choix', description: 'Deux usages.', purpose: 'Usage' };

const klaroConfig = {
  version: 1,
  storageMethod: 'cookie',
  mustConsent: false,
  services: [
    { name: 'matomo', purposes: ['analytics'] },
    { name: 'offers', purposes: ['personalisation'] },
  ],
};

const orejimeConfig = {
  privacyPolicyUrl: '/privacy',
  purposes: [
    { id: 'session', title: texts.purpose, cookies: [], isMandatory: true },
    { id: 'group', title: texts.purpose, purposes: [{ id: 'analytics', title: texts.purpose, cookies: [] }] },
    { id: 'personalisation', title: texts.purpose, cookies: [] },
  ],
};

const vanillaConfig = (revision: string) =>
  JSON.stringify({
    revision: Number(revision),
    hideFromBots: false,
    cookie: { secure: false },
    categories: { necessary: { enabled: true, readOnly: true }, analytics: {}, personalisation: {} },
    language: {
      default: 'fr',
      translations: {
        fr: {
          consentModal: {
            title: texts.title,
            description: texts.description,
            acceptAllBtn: 'Oui',
            acceptNecessaryBtn: 'Non',
          },
          preferencesModal: { title: texts.title, acceptAllBtn: 'Oui', acceptNecessaryBtn: 'Non', sections: [] },
        },
      },
    },
  });

/** As Google's documentation has it, and a shop that remembers the answer and updates by it. */
const consentModeShop = `window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}
gtag('consent','default',{analytics_storage:new URLSearchParams(location.search).get('default')||'denied',personalization_storage:new URLSearchParams(location.search).get('default')||'denied'});
window.cmp={answer(value){localStorage.setItem('choice',value);gtag('consent','update',{analytics_storage:value,personalization_storage:value})}};
localStorage.getItem('choice')&&gtag('consent','update',{analytics_storage:localStorage.getItem('choice'),personalization_storage:localStorage.getItem('choice')})`;

const vendor = (path: string) => `<script src="/vendor/${path}"></script>`;

/** What a shop pastes for each consent manager, by name; `?revision` of vanilla-cookieconsent's texts. */
const managers: Record<string, (url: URL) => string> = {
  'vanilla-cookieconsent': (url) =>
    vendor('vanilla-cookieconsent/cookieconsent.umd.js') +
    toScript(`CookieConsent.run(${vanillaConfig(url.searchParams.get('revision') ?? '1')})`),
  klaro: () => toScript(`window.klaroConfig=${JSON.stringify(klaroConfig)}`) + vendor('klaro/klaro-no-css.js'),
  orejime: () =>
    toScript(`window.orejimeConfig=${JSON.stringify(orejimeConfig)}`) + vendor('orejime/orejime-standard-fr.js'),
  c15t: () => vendor('cmps/c15t.js'),
  tcf: () => vendor('tcf-stub/stub.js') + vendor('cmps/tcf.js'),
  'tcf-stub': () => vendor('tcf-stub/stub.js'),
  gpp: () => vendor('cmps/gpp.js'),
  'google-consent-mode': () => toScript(consentModeShop),
};

/**
 * The body of `/cmp/<names by +>`: the managers as their documentation says, in this order. With `?late` they come when
 * `window.loadManagers()` is called.
 */
export function renderManagers(url: URL): string | undefined {
  const names = decodeURIComponent(url.pathname.slice('/cmp/'.length)).split('+');
  const bodies = names.map((name) => managers[name]?.(url));
  if (bodies.includes(undefined)) return undefined;
  const html = bodies.join('\n');
  if (!url.searchParams.has('late')) return `<h1>Shop</h1>${html}`;
  return `<h1>Shop</h1><template>${html}</template>${toScript(`window.loadManagers=async()=>{
for(const old of [...document.querySelector('template').content.children]){
  const script=document.createElement('script');script.textContent=old.textContent;script.nonce='shop';
  if(old.src)await new Promise((done)=>{script.onload=done;script.src=old.src;document.body.append(script)});
  else document.body.append(script)}}`)}`;
}
