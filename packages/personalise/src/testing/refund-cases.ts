import type { Order, Refund } from '@sillage/protocol';

/** An order, what was given back of it, and what is left by decisions/0156. */
export interface RefundCase {
  order: Omit<Order, 'orderId'>;
  refunds: Omit<Refund, 'orderId'>[];
  /** It counts as an order of the person: something of it was kept. */
  isKept: boolean;
  /** What was paid less what was given back, whether or not it counts, in minor units. */
  revenueMinor: number;
}

const line = { productId: 'T', quantity: 1, priceMinor: 2_000 };
const one = { currency: 'EUR', totalMinor: 2_000, lines: [line] };
const two = {
  currency: 'EUR',
  totalMinor: 6_500,
  shippingMinor: 500,
  lines: [{ ...line, quantity: 2, priceMinor: 3_000 }],
};
const free = { ...one, totalMinor: 0 };
const backOne = { productId: 'T', quantity: 1 };
const left = (isKept: boolean, revenueMinor: number) => ({ isKept, revenueMinor });

/** Asked of the interpreter, of segments, of reports and of results of offers. */
export const refundCases: readonly (readonly [string, RefundCase])[] = [
  ['nothing', { order: one, refunds: [], ...left(true, 2_000) }],
  ['the whole order', { order: one, refunds: [{}], ...left(false, 0) }],
  ['an amount', { order: one, refunds: [{ totalMinor: 700 }], ...left(true, 1_300) }],
  ['amounts of the total', { order: one, refunds: [{ totalMinor: 700 }, { totalMinor: 1_300 }], ...left(false, 0) }],
  ['a line at the order’s price', { order: two, refunds: [{ lines: [backOne] }], ...left(true, 3_500) }],
  [
    'a line at a price of its own',
    { order: two, refunds: [{ lines: [{ ...backOne, priceMinor: 500 }] }], ...left(true, 6_000) },
  ],
  [
    'a line at a price of its own, and one at the order’s',
    {
      order: two,
      refunds: [{ lines: [{ ...backOne, priceMinor: 500 }] }, { lines: [backOne] }],
      ...left(false, 3_000),
    },
  ],
  [
    'an amount for lines that have a price',
    { order: two, refunds: [{ totalMinor: 800, lines: [{ ...backOne, priceMinor: 500 }] }], ...left(true, 5_700) },
  ],
  [
    'prices that come to the total, of one of two',
    { order: two, refunds: [{ lines: [{ ...backOne, priceMinor: 6_500 }] }], ...left(false, 0) },
  ],
  [
    'all lines, shipping kept',
    { order: two, refunds: [{ lines: [{ ...backOne, quantity: 2 }] }], ...left(false, 500) },
  ],
  ['a free order', { order: free, refunds: [{}], ...left(false, 0) }],
  ['nothing of a free order', { order: free, refunds: [], ...left(true, 0) }],
  [
    'lines that come to the total, but for one piece',
    {
      order: { ...two, totalMinor: 4_000, lines: [{ ...line, quantity: 3 }] },
      refunds: [{ lines: [{ ...backOne, quantity: 2 }] }],
      ...left(true, 0),
    },
  ],
  [
    'an amount in another currency',
    { order: one, refunds: [{ currency: 'CHF', totalMinor: 2_000 }], ...left(true, 2_000) },
  ],
  [
    'an amount and lines in another currency',
    { order: two, refunds: [{ currency: 'CHF', totalMinor: 6_500, lines: [backOne] }], ...left(true, 3_500) },
  ],
  [
    'a price in another currency',
    { order: two, refunds: [{ currency: 'CHF', lines: [{ ...backOne, priceMinor: 6_500 }] }], ...left(true, 3_500) },
  ],
  [
    'the whole, by a refund that names another currency',
    { order: one, refunds: [{ currency: 'CHF' }], ...left(false, 0) },
  ],
  [
    'amounts in its own currency, in none and in another',
    {
      order: one,
      refunds: [{ currency: 'EUR', totalMinor: 300 }, { totalMinor: 200 }, { currency: 'CHF', totalMinor: 900 }],
      ...left(true, 1_500),
    },
  ],
];
