import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { targets } from './testing/targets.js';
import { store, toBlock } from './testing/stored.js';

test('scratch', async () => {
  const t = await targets.embedded();
  const say = async (name: string, f: () => Promise<unknown>) => {
    const s = performance.now();
    try { const r = await f(); console.log(name, 'ok', JSON.stringify(r)?.slice(0, 100), Math.round(performance.now() - s)); } catch (e) { console.log(name, 'ERR', String(e).slice(0, 200)); }
  };
  try {
    for (const [n, s] of Object.entries({ lone: '\ud800x', low: '\udc00', nul: 'a\u0000b', half: 'x\ud83d', ctrl: 'a\u0001\u007f', bom: '\ufeff', ffff: '\uffff' })) {
      await say(`insert ${n}`, () => t.warehouse.insert(toBlock([store({ type: 'page_view', path: s, title: s } as never)])));
    }
    const order = (orderId: string) => ({ type: 'purchase', order: { orderId, currency: 'EUR', totalMinor: 1, lines: [{ productId: 'p', quantity: 1 }] } }) as never;
    for (const [n, id] of Object.entries({ quote: "a'b", back: 'a\\b', nl: 'a\nb', tab: 'a\tb', nul: 'a\u0000b', cr: 'a\rb', bs: 'a\bb', ff: 'a\fb', end: 'a\\', backn: 'a\\n', lone: 'a\ud800', emoji: '\u{1f600}', ctrl: 'a\u0001' })) {
      await say(`order insert ${n}`, () => t.warehouse.insert(toBlock([store(order(id))])));
      await say(`order find ${n}`, async () => [...(await t.warehouse.findStoredOrders('shop', [id])).keys()].map((k) => k === id));
      await say(`history ${n}`, () => t.warehouse.history({ site: 'shop', customerId: id, limit: 3 }));
    }
    for (const ch of ['x', '鞋', "'", '\\', '\u0001', '\n']) {
      await say(`500 orders of ${JSON.stringify(ch)}`, () => t.warehouse.findStoredOrders('shop', Array.from({ length: 500 }, (_, i) => ch.repeat(124) + i)).then((m) => m.size));
    }
    for (const n of [1000, 3000, 4000, 20000]) {
      await say(`withdraw ${n}`, () => t.warehouse.withdraw(Array.from({ length: n }, () => ({ site: 'shop', visitor: randomUUID(), purposeMask: 3, at: 1e12 }))));
    }
  } finally { await t.close(); }
  expect(1).toBe(1);
}, 120_000);
