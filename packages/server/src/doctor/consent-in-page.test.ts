import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tagOf } from '../tag.js';
import { checkConsent } from './consent-in-page.js';
import { consentSources } from './consent-sources.js';
import { readShopPage, type Tag } from './shop-page.js';

/** What is found in a page with the tag, whose `data-consent` may say something, and with this besides. */
function find(html: string, consent = '') {
  const tag = tagOf('boutique').replace('data-site', `${consent && `data-consent="${consent}" `}data-site`);
  const page = readShopPage(new URL('https://shop.example/'), tag + html, null);
  return checkConsent(page, page.tags[0] as Tag);
}
const inline = (code: string) => `<script>${code}</script>`;
const from = (src: string) => `<script src="${src}"></script>`;

/** What each of them tells a shop to paste. */
const pasted: [string, string][] = [
  ['tarteaucitron', from('/js/tarteaucitron.min.js')],
  [
    'vanilla-cookieconsent',
    from('https://cdn.jsdelivr.net/gh/orestbida/cookieconsent@3.1.0/dist/cookieconsent.umd.js'),
  ],
  ['vanilla-cookieconsent', inline('CookieConsent.run({ categories: {} })')],
  ['klaro', from('https://cdn.kiprotect.com/klaro/v0.7.22/klaro.js')],
  ['klaro', inline('var klaroConfig = {}')],
  ['orejime', from('/vendor/orejime/orejime-standard-fr.js')],
  ['c15t', from('/cmps/c15t.js')],
  ['axeptio', inline("window.axeptioSettings = { clientId: 'shop' }")],
  ['axeptio', from('https://static.axept.io/sdk.js')],
  ['didomi', from('https://sdk.privacy-center.org/key/loader.js')],
  ['wp-consent-api', from('/wp-content/plugins/wp-consent-api/assets/js/wp-consent-api.min.js?ver=1.0')],
  ['tcf', inline('(function(){var w=window;w.__tcfapi=function(){}})()')],
  ['gpp', inline('window.__gpp=function(){}')],
  ['google-consent-mode', inline("gtag('consent', 'default', { analytics_storage: 'denied' })")],
];

it('knows all that the script hears', () => {
  const adapters = readdirSync(new URL('../../../../sdk/src/consent/adapters/', import.meta.url))
    .filter((file) => file !== 'adapter.ts' && !file.includes('.test.'))
    .map((file) => file.replace(/\.ts$/, ''));
  expect(consentSources.map(({ name }) => name).sort()).toEqual(adapters.sort());
  expect([...new Set(pasted.map(([name]) => name))]).toEqual(consentSources.map(({ name }) => name));
});

it.each(pasted)('finds %s by %s, and tells which it would hear', (name, html) => {
  expect(find(html, 'auto')).toMatchObject({ verdict: 'ok', seen: `Sillage hears ${name}, which is in the page` });
  expect(find(html, name).verdict).toBe('ok');
  expect(find(html)).toMatchObject({
    verdict: 'warning',
    remedy: `give the tag data-consent="${name}", unless your own code calls sillage('consent', …)`,
  });
});

it.each([
  [
    'names several in the order in which they are believed',
    `${pasted[11]?.[1]}${pasted[3]?.[1]}`,
    'auto',
    'klaro, then tcf',
  ],
  ['tells that none is there, and of our own banner', '', '', 'no consent manager in the HTML'],
  ['tells that none is there where all are heard', '', 'auto', 'no such consent manager in the HTML'],
  [
    'tells that the one that is named is not there',
    from('/klaro.js'),
    'orejime',
    'no such consent manager in the HTML',
  ],
  ['tells a name that nothing hears', from('/klaro.js'), 'klarro', 'data-consent="klarro" is heard by nothing'],
  ['finds our own banner', from('/sillage/sillage-banner.js'), '', 'Sillage’s own banner asks'],
  [
    'finds our own banner by its hashed name',
    from('/s/sillage-banner.0a1b2c3d4e5f.js'),
    '',
    'Sillage’s own banner asks',
  ],
  [
    'finds the page’s own call',
    inline("sillage('consent', { measurement: 'denied' })"),
    '',
    'the page tells the answer',
  ],
  ['takes a call of Consent Mode for none of the page’s', pasted[13]?.[1] ?? '', 'api', 'the tag does not hear it'],
])('%s', (_, html, consent, seen) => {
  expect(find(html, consent).seen).toContain(seen);
});

it('offers our own banner where there is nothing that asks', () => {
  expect(find('')).toMatchObject({ verdict: 'warning', remedy: expect.stringContaining('docs/banner.md') });
});
