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

it('counts persons alike as often as there are', () => {
  const spends = simulateSpends(truth, { persons: 1_000, seed: 3 });
  const each = spendLogLikelihood(truth, spends);
  const threefold = spends.map((one) => ({ ...one, persons: 3 }));
  expect(spendLogLikelihood(truth, threefold)).toBeCloseTo(3 * each, 6);
  expect(fitGammaGamma(threefold)?.p).toBeCloseTo(fitGammaGamma(spends)?.p ?? 0, 4);
});

it('finds the same where means within half a percent are one', () => {
  const spends = simulateSpends(truth, { persons: 5_000, seed: 3 });
  const near = new Map<string, typeof spends>();
  for (const one of spends) {
    const key = `${one.frequency} ${Math.floor(Math.log(one.meanValue) * 200)}`;
    near.set(key, [...(near.get(key) ?? []), one]);
  }
  const alike = [...near.values()].map((those) => ({
    frequency: those[0]?.frequency ?? 0,
    meanValue: those.reduce((sum, { meanValue }) => sum + meanValue, 0) / those.length,
    persons: those.length,
  }));
  expect(alike.length).toBeLessThan(spends.length / 1.5);
  const [exact, told] = [fitGammaGamma(spends), fitGammaGamma(alike)];
  for (const name of ['p', 'q', 'gamma'] as const) {
    expect(Math.abs((told?.[name] ?? 0) / (exact?.[name] ?? 1) - 1), name).toBeLessThan(1e-4);
  }
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
  ['of who spent nothing', Array.from({ length: 200 }, () => ({ frequency: 2, meanValue: 0, persons: 1 }))],
  ['of one person', [{ frequency: 3, meanValue: 20, persons: 1 }]],
  ['where all spend the same', Array.from({ length: 200 }, () => ({ frequency: 2, meanValue: 30, persons: 1 }))],
])('tells nothing %s', (_, spends) => {
  expect(fitGammaGamma(spends)).toBeUndefined();
});
