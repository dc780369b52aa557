import { expect, it } from 'vitest';
import { parseConfigFile } from '../config-file.js';
import { type PrivacyDocument, printPrivacy } from './privacy.js';

const secret = 'cookie-key-0123456789abcdef0123456789';

/** What the command prints for a site with these keys. */
async function print(document: PrivacyDocument, language: string, site: object = {}, settings: object = {}) {
  const file = parseConfigFile('test', {
    cookieKeys: [secret],
    sites: [
      {
        id: 'boutique',
        name: 'La Boutique',
        origins: ['https://shop.example'],
        timeZone: 'Europe/Paris',
        currency: 'EUR',
        identifySecrets: [secret],
        secretKeyHashes: ['a'.repeat(64)],
        ...site,
      },
    ],
    ...settings,
  });
  const config = { ...file, configPath: '/nowhere/sillage.json', dataDir: '/nowhere/data' };
  let printed = '';
  const io = { out: (text: string) => (printed += `${text}\n`), err: () => undefined };
  await printPrivacy(document, { language }, { config, fetch, io });
  return printed;
}

const documents = ['notice', 'register'] as const;
const languages = ['fr', 'en'] as const;
const each = documents.flatMap((document) => languages.map((language) => [document, language] as const));

it.each(each)('the %s in %s tells what is configured, and nothing secret', async (document, language) => {
  const printed = await print(
    document,
    language,
    {
      retentionDays: 365,
      retention: { search: 180 },
      queryAllowList: ['couleur'],
      contactPressure: { contacts: 7, days: 9 },
      privacy: {
        controller: 'Boutique SARL, 1 rue du Port, Brest',
        contact: 'vie-privee@shop.example',
        hosting: 'Hébergeur SAS, France',
        recipients: ['Routeur SAS'],
      },
    },
    { clickhouse: { url: 'https://clickhouse.shop.example:8443' }, countryHeader: 'CF-IPCountry' },
  );
  const told = ['Boutique SARL', 'vie-privee@shop.example', 'Hébergeur SAS', 'Routeur SAS', 'https://shop.example'];
  for (const text of [...told, '365', '180', 'couleur', '__Host-sillage', '395', '182', 'clickhouse.shop.example']) {
    expect(printed).toContain(text);
  }
  expect(printed).toMatch(/pays|country/);
  expect(printed).not.toContain(secret);
  expect(printed).not.toContain('aaaa');
  expect(printed).not.toMatch(/undefined|NaN|conform|compliant|certifi/);
  if (document === 'register') expect(printed).toMatch(/7 .* 9 (jours|days)/);
});

it.each(each)('the %s in %s says what is missing instead of inventing it', async (document, language) => {
  const printed = await print(document, language);
  expect(printed).toMatch(language === 'fr' ? /à compléter : nom et/ : /to be filled in: name and/);
  expect(printed).toMatch(language === 'fr' ? /aucun n’est configuré/ : /none is configured/);
  expect(printed).toMatch(language === 'fr' ? /Sans accord, rien/ : /Without consent, nothing/);
});

it.each(each)(
  'the %s in %s tells of the exempt mode, and of a token where there is no cookie',
  async (document, language) => {
    const printed = await print(document, language, { mode: 'exempt', visitorCookie: { mode: 'header' } });
    expect(printed).toContain('Global Privacy Control');
    expect(printed).toContain('`sillage:boutique`');
    expect(printed).not.toContain('cookie `');
  },
);

it('refuses a language that it does not speak', async () => {
  await expect(print('notice', 'de')).rejects.toThrow('--language: one of fr, en');
});
