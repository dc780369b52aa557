import { expect, it } from 'vitest';
import { toPurchasePasts } from './to-purchase-pasts.js';

it('counts the days with an order, whatever their order, and persons alike together', () => {
  const orders = [
    ['ada', 21],
    ['ada', 0],
    ['ada', 0],
    ['ada', 14],
    ['ben', 7],
    ['cleo', 7],
    ['dan', 36],
  ] as const;
  expect(
    toPurchasePasts(
      orders.map(([person, day]) => ({ person, day })),
      35,
    ),
  ).toEqual([
    { frequency: 2, recency: 3, age: 5, persons: 1 },
    { frequency: 0, recency: 0, age: 4, persons: 2 },
  ]);
});
