import { expect, test } from 'vitest';
import { parseJson } from './body.js';

test.each([
  [String.raw`"cut \ud83d"`, 'cut \ufffd'],
  [String.raw`"\ude00 low"`, '\ufffd low'],
  [String.raw`"\uD83D\uD83D\uDE00"`, '\ufffd\u{1f600}'],
  [String.raw`"whole \ud83d\ude00"`, 'whole \u{1f600}'],
  [String.raw`"no escape \\ud83d"`, String.raw`no escape \ud83d`],
  [String.raw`"\\\ud83d \u00e9 \n"`, '\\\ufffd é \n'],
  [String.raw`{"\ud83d":["\udfff"]}`, { '\ufffd': ['\ufffd'] }],
  ['"\u{1f600}"', '\u{1f600}'],
])('reads %s as well-formed text', (json, expected) => {
  expect(parseJson(json)).toEqual(expected);
});

test.each(['', '{', String.raw`"\u12"`, String.raw`"\ud8"`])('%j is not JSON', (text) => {
  expect(() => parseJson(text)).toThrow('not JSON');
});
