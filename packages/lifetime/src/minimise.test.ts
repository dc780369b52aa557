import { expect, it } from 'vitest';
import { minimise } from './minimise.js';

it.each<[string, (at: readonly number[]) => number, number[], number[]]>([
  ['Rosenbrock’s valley', ([x = 0, y = 0]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2, [-1.2, 1], [1, 1]],
  [
    'Powell’s function of four variables, flat at its minimum',
    ([a = 0, b = 0, c = 0, d = 0]) => (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4,
    [3, -1, 0, 1],
    [0, 0, 0, 0],
  ],
  ['a function that is no number beyond an edge', ([x = 0]) => Math.sqrt(x) + 1 / x, [3], [2 ** (2 / 3)]],
])('finds the lowest point of %s', (_, value, start, lowest) => {
  const found = minimise(value, start);
  expect(found.isConverged).toBe(true);
  found.at.forEach((one, index) => {
    expect(one).toBeCloseTo(lowest[index] as number, 2);
  });
});

it('says that it found none where there is none', () => {
  expect(minimise(() => Number.NaN, [0, 0]).isConverged).toBe(false);
  expect(minimise(([x = 0]) => (x > 0 ? -Math.exp(x) : Number.NaN), [1]).isConverged).toBe(false);
});
