import fc from 'fast-check';
import { expect, it } from 'vitest';
import { minorDigits, toCurrency, toMinor } from './amount.js';

it.each([
  [49.9, 'EUR', 4990],
  ['49,90', 'EUR', 4990],
  ['49.90 €', 'EUR', 4990],
  ['1 234,50', 'EUR', 123_450],
  ['1.234,50', 'EUR', 123_450],
  ["1'234.50", 'CHF', 123_450],
  ['12,345,678.90', 'USD', 1_234_567_890],
  [980, 'JPY', 980],
  [1.234, 'KWD', 1234],
  [0, 'EUR', 0],
  [19.99, undefined, 1999],
  [1.005, 'EUR', 101],
  [12, 'XQQ', 1200],
])('reads %s %s as %s minor units', (amount, currency, minor) => {
  expect(toMinor(amount, currency)).toBe(minor);
});

it.each([
  '',
  undefined,
  null,
  'free',
  -3,
  '-3',
  Number.NaN,
  Number.POSITIVE_INFINITY,
  1e21,
  true,
  [5],
  { valueOf: 1 },
  '9'.repeat(10_000_000),
])('makes no amount of what is none', (amount) => {
  expect(toMinor(amount, 'EUR')).toBeUndefined();
});

it('is exact for every amount that its currency can have, as number and as text with a point or a comma', () => {
  const currencies = fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), currencies, (minor, currency) => {
      const digits = minorDigits(currency);
      const padded = `${minor}`.padStart(digits + 1, '0');
      const whole = padded.slice(0, padded.length - digits);
      const text = digits === 0 ? whole : `${whole}.${padded.slice(-digits)}`;
      expect(toMinor(text, currency)).toBe(minor);
      expect(toMinor(text.replace('.', ','), currency)).toBe(minor);
      expect(toMinor(Number(text), currency)).toBe(minor);
    }),
  );
});

it.each([
  ['eur', 'EUR'],
  ['€', undefined],
  ['EURO', undefined],
  [undefined, undefined],
  [{}, undefined],
])('reads the currency %s as %s', (code, currency) => {
  expect(toCurrency(code)).toBe(currency);
});
