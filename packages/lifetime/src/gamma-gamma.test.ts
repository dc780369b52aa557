import { expect, it } from 'vitest';
import { expectedAverageValue, fitGammaGamma, type GammaGamma, spendLogLikelihood } from './gamma-gamma.js';
import { simulateSpends } from './testing/simulate.js';

const truth = { p: 6.25, q: 3.74, gamma: 15.45 };

it('finds again the parameters by which spending was simulated, whatever the unit', () => {
  const spends = simulateSpends(truth, { persons: 5_000, seed: 3 });
  const fitted = fitGammaGamma(spends);
  for (const name of ['p', 'q', 'gamma'] as const) {
    expect(Math.abs(Math.log((fitted?.[name] ?? 0) / truth[name])), name).toBeLessThan(0.3);
  }
  expect(spendLogLikelihood(fitted as GammaGamma, spends)).toBeGreaterThan(spendLogLikelihood(truth, spends));
  const inCents = fitGammaGamma(spends.map((one) => ({ ...one, meanValue: one.meanValue * 100 })));
  expect(inCents?.gamma).toBeCloseTo((fitted?.gamma ?? 0) * 100, 1);
  expect(inCents?.p).toBeCloseTo(fitted?.p ?? 0, 3);
});

it('expects of who never bought again the mean of all, p γ / (q − 1)', () => {
  const mean = (truth.p * truth.gamma) / (truth.q - 1);
  expect(expectedAverageValue(truth, { frequency: 0, meanValue: 0 })).toBeCloseTo(mean, 10);
});

it('comes nearer to a person’s own mean the more they bought', () => {
  const [once, often] = [1, 50].map((frequency) => expectedAverageValue(truth, { frequency, meanValue: 100 }));
  expect(once).toBeGreaterThan(35);
  expect(once).toBeLessThan(often as number);
  expect(often).toBeLessThan(100);
  expect(often).toBeGreaterThan(95);
});

it.each([
  ['of nobody', []],
  ['of who spent nothing', Array.from({ length: 200 }, () => ({ frequency: 2, meanValue: 0 }))],
  ['of one person', [{ frequency: 3, meanValue: 20 }]],
  ['where all spend the same', Array.from({ length: 200 }, () => ({ frequency: 2, meanValue: 30 }))],
])('tells nothing %s', (_, spends) => {
  expect(fitGammaGamma(spends)).toBeUndefined();
});
