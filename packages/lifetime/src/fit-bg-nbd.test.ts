import { expect, it } from 'vitest';
import { logLikelihood } from './bg-nbd.js';
import { fitBgNbd } from './fit-bg-nbd.js';
import type { PurchasePast } from './purchase-past.js';
import { simulateOrders } from './testing/simulate.js';
import { toPurchasePasts } from './testing/to-purchase-pasts.js';

const truth = { r: 0.8, alpha: 6, a: 0.7, b: 2.5 };

it('finds again the parameters by which orders were simulated', () => {
  const orders = simulateOrders({ ...truth, persons: 4_000, birthDays: 90, lastDay: 720, seed: 7 });
  const pasts = toPurchasePasts(orders, 720);
  const fitted = fitBgNbd(pasts);
  if ('reason' in fitted) throw new Error(fitted.reason);
  expect(fitted.logLikelihood).toBeGreaterThan(logLikelihood(truth, pasts));
  for (const name of ['r', 'alpha', 'a', 'b'] as const) {
    expect(Math.abs(Math.log(fitted[name] / truth[name])), name).toBeLessThan(0.3);
    for (const factor of [0.99, 1.01]) {
      const beside = logLikelihood({ ...fitted, [name]: fitted[name] * factor }, pasts);
      expect(beside, `${name} × ${factor}`).toBeLessThan(fitted.logLikelihood);
    }
  }
});

const alike = (past: Partial<PurchasePast>): PurchasePast[] => [
  { frequency: 0, recency: 0, age: 40, persons: 500, ...past },
];

it.each<[string, PurchasePast[], string]>([
  ['of nobody', [], 'too_few_persons'],
  ['of one customer', alike({ frequency: 9, recency: 30, persons: 1 }), 'too_few_persons'],
  ['without repeat buyers', alike({}), 'too_few_repeat_buyers'],
  ['of persons who are all alike', alike({ frequency: 4, recency: 30 }), 'not_identified'],
  ['of persons who were all born today', alike({ age: 0 }), 'too_few_repeat_buyers'],
  [
    'of persons who never leave',
    [...Array(40).keys()].map((k) => ({ frequency: k, recency: 40, age: 40, persons: 5 })),
    'not_identified',
  ],
])('tells no parameters %s', (_, pasts, reason) => {
  expect(fitBgNbd(pasts)).toEqual({ reason });
});
