import { expect, it } from 'vitest';
import { formatMoney, shippingFor, toDecimal, vatContained } from './money.js';

it.each([
  [0, 'fr', '0,00 €'],
  [12_900, 'fr', '129,00 €'],
  [123_456, 'fr', '1 234,56 €'],
  [5, 'en', '€0.05'],
  [123_456, 'en', '€1,234.56'],
] as const)('writes %i cents in %s as %s', (minor, locale, expected) => {
  expect(formatMoney(minor, locale).replace(/[\u00a0\u202f]/g, ' ')).toBe(expected);
});

it.each([
  [0, '0.00'],
  [5, '0.05'],
  [12_950, '129.50'],
])('writes %i cents for machines as %s', (minor, expected) => {
  expect(toDecimal(minor)).toBe(expected);
});

it.each([
  [0, 0],
  [7_999, 590],
  [8_000, 0],
])('delivers an order of %i cents for %i', (subtotal, expected) => {
  expect(shippingFor(subtotal)).toBe(expected);
});

it('finds the tax in a total', () => {
  expect(vatContained(12_000)).toBe(2_000);
});
