import { expect, it } from 'vitest';
import { hashBannerText, toCanonicalText } from './canonical-text.js';

const canonical = 'Nous personnalisons.\nRefuser, accepter : à égalité.';

it.each([
  ['as it is', canonical],
  ['with the line ends of Windows', canonical.replaceAll('\n', '\r\n')],
  ['with those of old Macs', canonical.replaceAll('\n', '\r')],
  ['with a byte order mark', `\ufeff${canonical}`],
  ['with accents taken apart', canonical.normalize('NFD')],
  ['with empty lines and indents', `\n\n  ${canonical.replaceAll('\n', ' \t\n\n\t')}  \n\n`],
  ['with no-break spaces', canonical.replace(' :', '\u00a0:')],
])('is one text %s', (_title, text) => {
  expect(toCanonicalText(text)).toBe(canonical);
});

it('is another text where a word or a line is another', () => {
  for (const text of [canonical.replace('à', 'a'), canonical.replace('\n', ' ')]) {
    expect(toCanonicalText(text)).not.toBe(canonical);
  }
});

it('is hashed as UTF-8', () => {
  // printf 'à' | sha256sum
  expect(hashBannerText('à')).toBe('b3fc9de526e253e7ac1b8d94ed2374c627ca7abfbca3d91bd1214a5a2df53ffe');
});
