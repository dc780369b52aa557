import { expect, it } from 'vitest';
import { toOrderFact, toRefunds } from '../testing/known-people.js';
import { refundCases } from '../testing/refund-cases.js';
import { toKeptOrders } from './kept-orders.js';

const at = Date.UTC(2026, 9, 1);

it.each(refundCases)('an order of which is given back: %s', (_, { order, refunds, isKept, revenueMinor }) => {
  const facts = refunds.flatMap((refund) =>
    toRefunds({ event: { type: 'refund', refund: { orderId: 'O1', ...refund } } as never, occurredAt: at }),
  );
  const [kept] = toKeptOrders({ facts: [toOrderFact({ orderId: 'O1', ...order }, at)], refunds: facts });
  expect(kept?.revenueMinor).toBe(isKept ? revenueMinor : undefined);
});
