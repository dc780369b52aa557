import { expect, it } from 'vitest';
import { ofCatalogue, type SoldProduct } from './catalogue-facts.js';
import type { KeptOrder } from './kept-orders.js';

const dayMs = 86_400_000;
const at = Date.UTC(2026, 9, 1);
const order = (...lines: [string, number][]): KeptOrder => ({
  orderId: 'O',
  at,
  currency: 'EUR',
  revenueMinor: 0,
  hasCoupon: false,
  lines: lines.map(([productId, quantity]) => ({ productId, quantity })),
});
const sold: Record<string, SoldProduct> = {
  fresh: { marginMinor: 500, currency: 'EUR', releasedAt: at - 60 * dayMs + 1 },
  stale: { marginMinor: -20, currency: 'EUR', releasedAt: at - 60 * dayMs },
  swiss: { marginMinor: 300, currency: 'CHF', releasedAt: undefined },
  plain: { marginMinor: undefined, currency: 'EUR', releasedAt: undefined },
};
const find = (id: string) => sold[id];

it.each([
  ['nothing without orders', [], { marginMinor: {} }],
  ['nothing of what the catalogue does not have or say', [order(['gone', 2], ['plain', 1])], { marginMinor: {} }],
  [
    'margins by currency, times what was kept, and losses',
    [order(['fresh', 2], ['swiss', 1]), order(['stale', 3])],
    { marginMinor: { EUR: 940, CHF: 300 }, newProductShare: 0.5 },
  ],
  ['that nothing was new at 60 days', [order(['stale', 1])], { marginMinor: { EUR: -20 }, newProductShare: 0 }],
  [
    'an order with one new product as new',
    [order(['stale', 1], ['fresh', 1])],
    { marginMinor: { EUR: 480 }, newProductShare: 1 },
  ],
])('tells %s', (_, orders, told) => {
  expect(ofCatalogue(orders, find)).toEqual(told);
});
