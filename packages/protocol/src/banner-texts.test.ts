import { expect, it } from 'vitest';
import { bannerTexts, listBannerTexts, toBannerLines, toCanonicalText } from './banner-texts.js';

const plain = { gpc: false, hasPolicy: false };

it.each([
  ['white space of any kind', ['  a\n\t b  '], 'a b'],
  ['empty lines', ['a', ' ', '', 'b'], 'a\nb'],
  ['letters and their marks apart', ['Cafe\u0301'], 'Caf\u00e9'],
  ['no-break spaces, as French puts before a colon', ['Oui\u00a0: non\u202f!'], 'Oui : non !'],
])('brings %s to one form', (_, lines, text) => {
  expect(toCanonicalText(lines)).toBe(text);
});

it('names the shop, whatever its name holds', () => {
  expect(toBannerLines(bannerTexts.en, { ...plain, shop: 'A $& B' })[1]).toMatch(/^If you agree, A \$& B keeps/);
  expect(toBannerLines(bannerTexts.en, plain)[1]).toMatch(/^If you agree, this shop keeps/);
});

it('says under Global Privacy Control what stays refused, and does not offer to accept all', () => {
  const lines = toBannerLines(bannerTexts.fr, { ...plain, gpc: true });
  expect(lines).toContain(bannerTexts.fr.gpc);
  expect(lines).toContain(bannerTexts.fr.acceptRest);
  expect(lines).not.toContain(bannerTexts.fr.accept);
});

it('lists every text that can be shown, each once', () => {
  const known = listBannerTexts('La Boutique');
  expect(new Set(known.map(({ text }) => text)).size).toBe(8);
  for (const [language, texts] of Object.entries(bannerTexts)) {
    const shown = toCanonicalText(toBannerLines(texts, { shop: 'La Boutique', gpc: true, hasPolicy: true }));
    expect(known).toContainEqual({ language, text: shown });
  }
});
