import { expect, it } from 'vitest';
import { toNumber } from './to-number.js';

it.each([
  ['', ''],
  ['-', ''],
  ['12.', 12],
  ['0.', 0],
  ['12.50', 12.5],
  ['05', 5],
  [1.5, 1.5],
] as const)('%j is %j', (typed, value) => {
  expect(toNumber(typed)).toBe(value);
});
