import { expect, it } from 'vitest';
import { canonicalBannerText } from './banner-text.js';

const canonical = 'Nous personnalisons.\n\nRefuser, accepter : à égalité.';

it.each([
  ['as it is', canonical],
  ['with the line ends of Windows', canonical.replaceAll('\n', '\r\n')],
  ['with those of old Macs', canonical.replaceAll('\n', '\r')],
  ['with a byte order mark', `\ufeff${canonical}`],
  ['with accents taken apart', canonical.normalize('NFD')],
  ['with white space at line ends and around', `\n\n${canonical.replaceAll('\n', ' \t\n')}  \n\n`],
])('is one text %s', (_title, text) => {
  expect(canonicalBannerText(text)).toBe(canonical);
});

it('is another text where a word, an empty line or an indent is another', () => {
  for (const text of [
    canonical.replace('à', 'a'),
    canonical.replace('\n\n', '\n'),
    canonical.replace('\n\n', '\n\n '),
  ]) {
    expect(canonicalBannerText(text)).not.toBe(canonical);
  }
});
