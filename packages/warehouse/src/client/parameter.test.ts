import { expect, it } from 'vitest';
import { toParameter } from './parameter.js';

it.each([
  ["l'été\t\\\n", "l\\'été\\t\\\\\\n"],
  [12.5, '12.5'],
  [true, '1'],
  [[], '[]'],
  [['a', "b'c\\"], "['a','b\\'c\\\\']"],
  [[1, 2], '[1,2]'],
])('writes %j as %s', (value, text) => {
  expect(toParameter(value)).toBe(text);
});
