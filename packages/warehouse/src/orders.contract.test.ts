import { randomUUID } from 'node:crypto';
import type { CartLine } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noon, store, toBlock } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const line: CartLine = { productId: 'P1', name: 'Tente', priceMinor: 12_900, currency: 'EUR', quantity: 1 };

describe.each(Object.entries(targets))('orders on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  it('keeps the first of two orders with one id, whichever comes first into the table', async () => {
    const orderId = randomUUID();
    const order = (totalMinor: number) => ({
      orderId,
      currency: 'EUR',
      totalMinor,
      lines: [line, { ...line, productId: 'P2', quantity: 3 }],
    });
    const first = store({ type: 'purchase', order: order(1) }, { receivedAt: noon + 1 });
    const second = store({ type: 'purchase', order: order(2) }, { receivedAt: noon + 2, channel: 'till' });
    await target.warehouse.insert(toBlock([second]));
    await target.warehouse.insert(toBlock([first]));
    expect(await target.warehouse.findStoredOrders('shop', [orderId, 'none'])).toEqual(
      new Map([[orderId, first.event.id]]),
    );
    expect(await target.warehouse.findStoredOrders('other', [orderId])).toEqual(new Map());
    const [row] = await target.clickhouse.rows({
      action: 'read',
      sql: `SELECT total_minor, channel, lines.product_id AS products, lines.quantity AS quantities, lines.price_minor AS prices FROM orders FINAL WHERE order_id = '${orderId}'`,
    });
    expect(row).toEqual({
      total_minor: '1',
      channel: 'web',
      products: ['P1', 'P2'],
      quantities: [1, 3],
      prices: ['12900', '12900'],
    });
  });

  it.each(['x', '鞋', "'", '\n'])('looks up as many orders as there are, with the longest ids, of %j', async (sign) => {
    const orderIds = Array.from({ length: 500 }, (_, index) => sign.repeat(124) + index);
    const order = { orderId: orderIds[499] as string, currency: 'EUR', totalMinor: 100, lines: [line] };
    const bought = store({ type: 'purchase', order });
    await target.warehouse.insert(toBlock([bought]));
    const found = await target.warehouse.findStoredOrders('shop', orderIds);
    expect([...found]).toEqual([[order.orderId, bought.event.id]]);
  });

  it('keeps a refund by line, and one of the whole order as one row without product', async () => {
    const orderId = randomUUID();
    const lines = [
      { productId: 'P1', quantity: 1, priceMinor: 500 },
      { productId: 'P2', quantity: 2 },
    ];
    await target.warehouse.insert(toBlock([store({ type: 'refund', refund: { orderId, totalMinor: 900, lines } })]));
    await target.warehouse.insert(toBlock([store({ type: 'refund', refund: { orderId } }, { occurredAt: noon + 1 })]));
    const rows = await target.clickhouse.rows({
      action: 'read',
      sql: `SELECT line, product_id, quantity, price_minor, total_minor FROM refunds WHERE order_id = '${orderId}' ORDER BY ts, line`,
    });
    expect(rows).toEqual([
      { line: 1, product_id: 'P1', quantity: 1, price_minor: '500', total_minor: '900' },
      { line: 2, product_id: 'P2', quantity: 2, price_minor: null, total_minor: null },
      { line: 1, product_id: '', quantity: 0, price_minor: null, total_minor: null },
    ]);
  });
});
