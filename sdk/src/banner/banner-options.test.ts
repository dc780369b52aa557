// @vitest-environment happy-dom
import { bannerTexts } from '@sillage/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import { findTexts } from './banner-options.js';

const site = 'shop';

afterEach(() => {
  document.documentElement.lang = '';
  vi.unstubAllGlobals();
});

function speak(page: string, ...browser: string[]): void {
  document.documentElement.lang = page;
  vi.stubGlobal('navigator', { languages: browser });
}

it.each([
  ['the page’s', 'fr-CA', ['en-US'], {}, 'fr'],
  ['the tag’s before the page’s', 'fr', ['fr'], { lang: 'EN-gb' }, 'en'],
  ['the browser’s where the page tells none', '', ['de', 'fr-FR'], {}, 'fr'],
  ['English where nobody’s is known', 'it', ['de'], {}, 'en'],
  ['one that the shop brings', 'de-AT', ['fr'], { texts: { de: { title: 'Ihre Wahl' } } }, 'de'],
  ['the shop’s for a country before that of the language', 'de-AT', [], { texts: { de: {}, 'de-at': {} } }, 'de-at'],
])('speaks %s language', (_, page, browser, options, language) => {
  speak(page, ...browser);
  expect(findTexts({ site, ...options }).language).toBe(language);
});

it('takes the texts that the shop brings, and the built-in ones for the others', () => {
  speak('fr');
  expect(findTexts({ site, texts: { fr: { title: 'Chez nous' } } }).texts).toEqual({
    ...bannerTexts.fr,
    title: 'Chez nous',
  });
  speak('de');
  expect(findTexts({ site, texts: { de: { title: 'Bei uns' } } }).texts).toEqual({
    ...bannerTexts.en,
    title: 'Bei uns',
  });
});
