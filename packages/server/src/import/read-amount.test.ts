import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAmount } from './read-amount.js';

it.each([
  ['8,50', 'EUR', 850],
  ['8.5', 'EUR', 850],
  ['1 234,50', 'EUR', 123_450],
  ['1\u00a0234,50', 'EUR', 123_450],
  ['1\u202f234\u202f567,50', 'EUR', 123_456_750],
  ['1\u2009234', 'EUR', 123_400],
  ['1.234,50', 'EUR', 123_450],
  ['1,234.50', 'USD', 123_450],
  ['1,234,567', 'USD', 123_456_700],
  ["1'234.50", 'CHF', 123_450],
  ['1’234.50', 'CHF', 123_450],
  ['10.00 €', 'EUR', 1000],
  ['10,00\u00a0€', 'EUR', 1000],
  ['€10.00', 'EUR', 1000],
  ['€ 1 234,50', 'EUR', 123_450],
  ['10 EUR', 'EUR', 1000],
  ['eur 10', 'EUR', 1000],
  ['$10', 'USD', 1000],
  ['CA$10', 'CAD', 1000],
  ['¥980', 'JPY', 980],
  ['1.234', 'KWD', 1234],
  ['0.125', 'EUR', 13],
  ['19.9899', 'EUR', 1999],
  ['0', 'EUR', 0],
])('reads %s in %s as %s minor units', (text, currency, minor) => {
  expect(readAmount(text, { currency, unit: 'major' })).toEqual({ minor });
});

it.each([
  ['10.00 $', 'EUR', 'not in EUR'],
  ['USD 10', 'EUR', 'not in EUR'],
  ['1.234', 'EUR', 'thousands or decimals'],
  ['1,234', 'EUR', 'thousands or decimals'],
  ['-5,00', 'EUR', 'less than 0'],
  ['€ -5', 'EUR', 'less than 0'],
  ['12 34', 'EUR', 'not an amount'],
  ['1.23.4', 'EUR', 'not an amount'],
  ['12abc', 'EUR', 'not in EUR'],
  ['€ 10 €', 'EUR', 'not an amount'],
  ['free', 'EUR', 'not an amount'],
  ['€', 'EUR', 'not an amount'],
  ['1e9', 'EUR', 'not an amount'],
  ['9'.repeat(10_000_000), 'EUR', 'not an amount'],
])('refuses %.40s in %s', (text, currency, problem) => {
  expect(readAmount(text, { currency, unit: 'major' })).toEqual({ problem: expect.stringContaining(problem) });
});

it.each([
  ['1250', { minor: 1250 }],
  ['12.50', { problem: 'not whole minor units' }],
  ['', { problem: 'not whole minor units' }],
])('reads %j in minor units', (text, expected) => {
  expect(readAmount(text, { currency: 'EUR', unit: 'minor' })).toEqual(expected);
});

it('reads what a French, an English and a German program write of the same amount', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e11 }), fc.constantFrom('fr', 'en', 'de'), (minor, locale) => {
      const text = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' }).format(minor / 100);
      expect(readAmount(text, { currency: 'EUR', unit: 'major' })).toEqual({ minor });
    }),
  );
});
