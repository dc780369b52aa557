import type { SessionFact } from '@sillage/warehouse';
import { expect, it } from 'vitest';
import { emptyFact } from '../testing/empty-fact.js';
import { toRefunds } from '../testing/known-people.js';
import { refundCases } from '../testing/refund-cases.js';
import { toKeptOrders } from './kept-orders.js';

const at = Date.UTC(2026, 9, 1);

it.each(refundCases)('an order of which is given back: %s', (_, { order, refunds, isKept, revenueMinor }) => {
  const bought: SessionFact = {
    ...emptyFact,
    visitor: 'v',
    sessionId: 's',
    kind: 'order',
    key: 'O1',
    firstAt: at,
    lastAt: at,
    order: { orderId: 'O1', ...order },
  };
  const facts = refunds.flatMap((refund) =>
    toRefunds({ event: { type: 'refund', refund: { orderId: 'O1', ...refund } } as never, occurredAt: at }),
  );
  const [kept] = toKeptOrders({ facts: [bought], refunds: facts });
  expect(kept?.revenueMinor).toBe(isKept ? revenueMinor : undefined);
});
