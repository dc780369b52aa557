import type { BatchReply } from '@sillage/protocol';
import { expect, test } from 'vitest';
import { createHarness, orderOf, pageView } from './testing/ingest-harness.js';

const replyOf = async (response: Response) => (await response.json()) as BatchReply;

test('what a shop says in its own terms is stored in ours', async () => {
  const { send, events } = createHarness();
  const items = [{ item_id: 'TENT-2', item_category: 'Camping', price: '129,00', quantity: 2 }];
  const line = { productId: 'TENT-2', currency: 'EUR', priceMinor: 12_900, quantity: 2, topics: ['camping'] };
  const params = { transaction_id: 'T-1', currency: 'EUR', value: 258, items };
  await send([
    pageView({ topics: [['Chaussures', 'Randonnée']] }),
    pageView({ type: 'cart_add', currency: 'EUR', items }),
    pageView({ type: 'purchase', ...params }),
  ]);
  const order = { orderId: 'T-1', currency: 'EUR', totalMinor: 25_800, lines: [line] };
  expect(events().map(({ row }) => row)).toMatchObject([
    { topics: ['chaussures/randonnee'], properties: { topics: ['chaussures/randonnee'] } },
    { product_id: 'TENT-2', price_minor: 12_900, currency: 'EUR', quantity: 2, properties: { line } },
    { order_id: 'T-1', currency: 'EUR', total_minor: 25_800, properties: { order } },
  ]);
  expect(JSON.stringify(events())).not.toContain('item_');
});

test('an order is one, whichever terms tell it', async () => {
  const { send, sendByKey, events } = createHarness();
  const params = { transaction_id: 'A-1001', currency: 'EUR', value: 129, items: [{ item_id: 'shoe-1', price: 129 }] };
  await send([pageView({ type: 'purchase', order: orderOf() })]);
  expect(await replyOf(await send([pageView({ type: 'purchase', ...params })]))).toMatchObject({ duplicates: 1 });
  expect(await replyOf(await sendByKey([{ type: 'purchase', order: params }]))).toMatchObject({ duplicates: 1 });
  expect(events()).toHaveLength(1);
});

test.each([
  ['a price as long as an event', { line: { item_id: 'A', price: '9'.repeat(10_000) } }],
  ['an amount that is less than nothing', { line: { item_id: 'A', price: -1 } }],
  ['a currency that is none', { line: { item_id: 'A', price: 5, currency: '€', quantity: 'x' } }],
])('%s is left out', async (_title, fields) => {
  const { send, events } = createHarness();
  await send([pageView({ type: 'cart_add', ...fields })]);
  expect(events()[0]?.row).toMatchObject({ properties: { line: { productId: 'A', quantity: 1 } } });
  expect(events()[0]?.row).not.toHaveProperty('properties.line.currency');
});
