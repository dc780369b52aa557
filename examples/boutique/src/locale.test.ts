import { expect, it } from 'vitest';
import { preferredLocale } from './locale.js';
import { texts } from './texts.js';
import { myDataTexts } from './texts-my-data.js';
import { privacyTexts } from './texts-privacy.js';

it.each([
  [undefined, 'fr'],
  ['de-DE,de;q=0.9', 'fr'],
  ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
  ['de,fr;q=0.3,en;q=0.7', 'en'],
  ['FR-ca', 'fr'],
])('answers a browser that asks for %s in %s', (header, expected) => {
  expect(preferredLocale(header)).toBe(expected);
});

it.each([
  ['texts', texts],
  ['my data', myDataTexts],
])('says as much in English as in French: %s', (_, dictionaries) => {
  const { fr, en } = dictionaries as Record<'fr' | 'en', Record<string, unknown>>;
  expect(Object.keys(en).sort()).toEqual(Object.keys(fr).sort());
  const same = Object.keys(fr).filter((key) => typeof fr[key] === 'string' && fr[key] === en[key]);
  expect(same.filter((key) => !['shopName', 'description', 'total'].includes(key))).toEqual([]);
});

it('has the same chapters of privacy in both languages', () => {
  expect(privacyTexts.en.map(({ paragraphs }) => paragraphs.length)).toEqual(
    privacyTexts.fr.map(({ paragraphs }) => paragraphs.length),
  );
});
