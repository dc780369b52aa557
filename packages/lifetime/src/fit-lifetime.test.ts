import { expect, it } from 'vitest';
import { fitLifetime } from './fit-lifetime.js';
import { simulateOrders, simulateSpends } from './testing/simulate.js';
import { toPurchasePasts } from './testing/to-purchase-pasts.js';

const lastDay = 720;
const orders = simulateOrders({ r: 0.8, alpha: 6, a: 0.7, b: 2.5, persons: 3_000, birthDays: 180, lastDay, seed: 5 });
const pasts = toPurchasePasts(orders, lastDay);
const spends = simulateSpends({ p: 6, q: 4, gamma: 1_500 }, { persons: 500, seed: 5 });

it('foresees the transactions of the last part within a tenth', () => {
  const weeks = 34;
  const split = lastDay - weeks * 7;
  const later = new Set(orders.filter(({ day }) => day > split).map(({ person, day }) => `${person} ${day}`)).size;
  const check = { pasts: toPurchasePasts(orders, split), weeks, transactions: later };
  const fit = fitLifetime({ pasts, spends, check });
  expect(fit).toMatchObject({ persons: 3_000, holdout: { weeks, transactions: later } });
  expect((fit.holdout?.expectedTransactions ?? 0) / later).toBeCloseTo(1, 0.9);
});

it('has no check where the first part says too little', () => {
  const check = { pasts: pasts.slice(0, 1), weeks: 30, transactions: 9 };
  expect(fitLifetime({ pasts, spends, check }).holdout).toBeUndefined();
});

it('says why there is no model', () => {
  const fit = fitLifetime({ pasts: [{ frequency: 0, recency: 0, age: 3, persons: 80 }], spends: [] });
  expect(fit).toEqual({ persons: 80, repeatBuyers: 0, reason: 'too_few_repeat_buyers' });
});
