import { incbi } from 'cephes';
import { expect, it } from 'vitest';
import {
  type BgNbd,
  expectedTransactions,
  expectedTransactionsOfNewcomer,
  logLikelihood,
  probabilityAlive,
} from './bg-nbd.js';

/** Table 2 of Fader, Hardie and Lee (2005), fitted on 2,357 customers of CDNOW. */
const paper: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

it('expects of the paper’s example customer what the paper does: 1.226 transactions in 39 weeks', () => {
  const past = { frequency: 2, recency: 30.43, age: 38.86 };
  expect(expectedTransactions(paper, past, 39)).toBeCloseTo(1.226, 3);
});

/** The mean over Beta(a, b + x) of what somebody who leaves with that probability buys: (1 − (1 + pt/(α + T))^−(r + x)) / p. */
function averageOverLeaving(
  { r, alpha, a, b }: BgNbd,
  past: { frequency: number; age: number },
  weeks: number,
): number {
  const slices = 20_000;
  let sum = 0;
  for (let slice = 0; slice < slices; slice += 1) {
    const leaves = incbi(a, b + past.frequency, (slice + 0.5) / slices);
    sum += -Math.expm1(-(r + past.frequency) * Math.log1p((leaves * weeks) / (alpha + past.age))) / leaves;
  }
  return sum / slices;
}

it.each<[string, BgNbd, number, number]>([
  ['a newcomer', paper, 0, 0],
  ['who bought often', paper, 25, 38],
  ['a long horizon after a short past', paper, 1, 0.5],
  ['a above 1', { r: 2, alpha: 10, a: 1.7, b: 3 }, 4, 20],
  ['a at the pole of the formula', { r: 0.5, alpha: 6, a: 1, b: 2 }, 3, 30],
  ['a + b at the other pole', { r: 0.5, alpha: 6, a: 0.4, b: 0.6 }, 0, 10],
])('expects what the mean over persons is: %s', (_, model, frequency, age) => {
  const expected = averageOverLeaving(model, { frequency, age }, 52);
  const past = { frequency, recency: age, age };
  const told = expectedTransactions(model, past, 52) / probabilityAlive(model, past);
  expect(told / expected).toBeCloseTo(1, 3);
});

it('expects of a newcomer nothing at once, and more with every week', () => {
  const after = [0, 1, 13, 52, 520].map((weeks) => expectedTransactionsOfNewcomer(paper, weeks));
  expect(after[0]).toBeCloseTo(0, 12);
  expect(after).toEqual(after.toSorted((a, b) => a - b));
});

it('holds who bought once for active, and doubts more with each week of silence', () => {
  expect(probabilityAlive(paper, { frequency: 0, recency: 0, age: 500 })).toBe(1);
  const silent = [10, 20, 40].map((age) => probabilityAlive(paper, { frequency: 3, recency: 10, age }));
  expect(silent[0]).toBeGreaterThan(silent[1] as number);
  expect(silent[1]).toBeGreaterThan(silent[2] as number);
});

it('is finite for persons with thousands of transactions', () => {
  const past = { frequency: 5_000, recency: 99.9, age: 100, persons: 1 };
  expect(logLikelihood(paper, [past])).toSatisfy(Number.isFinite);
  expect(probabilityAlive(paper, past)).toBeGreaterThan(0);
  expect(expectedTransactions(paper, past, 52)).toBeGreaterThan(100);
  expect(probabilityAlive(paper, { ...past, recency: 1 })).toBe(0);
});

it('counts persons alike as often as there are', () => {
  const past = { frequency: 2, recency: 10, age: 30 };
  const each = logLikelihood(paper, [{ ...past, persons: 1 }]);
  expect(logLikelihood(paper, [{ ...past, persons: 3 }])).toBeCloseTo(3 * each, 10);
});
