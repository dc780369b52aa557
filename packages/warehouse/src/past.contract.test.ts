import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredEvent } from './stored-event.js';
import { type Draft, minuteMs, noon, store, toBlock } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const id = (number: number) => `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const [first, second, third] = [id(1), id(2), id(3)];
const [anne, bruno] = [id(11), id(12)];

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/**
 * | session | visitor | what |
 * |---|---|---|
 * | first | anne | sees T1 (tentes) at +0 and +5, puts L1 into the cart at +3, sees a page |
 * | second | bruno | sees T1 at +10, buys T1 and L1 at +11 |
 * | third | anne | only reads a page at +20 |
 *
 * and what does not count: the same of a bot, of the shop's own people, and for measurement alone.
 */
function visits(site: string): StoredEvent[] {
  const at = (minute: number, visitor: string, sessionId: string) => ({
    site,
    visitor,
    sessionId,
    occurredAt: noon + minute * minuteMs,
  });
  const view = (productId: string, topics: string[] = []): Draft => ({
    type: 'product_view',
    product: { productId },
    topics,
  });
  const page: Draft = { type: 'page_view', path: '/' };
  const line = (productId: string) => ({ productId, quantity: 1, priceMinor: 500 });
  const buy = (orderId: string): Draft => ({
    type: 'purchase',
    order: { orderId, currency: 'EUR', totalMinor: 1_000, lines: [line('T1'), line('L1')] },
  });
  const counted = [
    store(view('T1', ['tentes']), at(0, anne, first)),
    store(view('T1', ['tentes']), at(5, anne, first)),
    store({ type: 'cart_add', line: line('L1') }, at(3, anne, first)),
    store(page, at(6, anne, first)),
    store(view('T1'), at(10, bruno, second)),
    store(buy('C1'), at(11, bruno, second)),
    store(page, at(20, anne, third)),
  ];
  const others = [{ isBot: true }, { isInternal: true }, { purposes: ['measurement'] as const }];
  const passedOver = others.flatMap((over, number) => [
    store(view('X'), { ...at(30, id(20 + number), id(30 + number)), ...over }),
    store(buy(`X${number}`), { ...at(30, id(20 + number), id(30 + number)), ...over }),
  ]);
  return [...counted, ...passedOver];
}

describe.each(Object.entries(targets))('the past on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  it('streams the sessions that saw products, newest first, up to the limit', async () => {
    const site = 'sessions';
    const [one, ...rest] = visits(site);
    await target.warehouse.insert(toBlock([one as StoredEvent]));
    await target.warehouse.insert(toBlock(rest));
    const sessions = await all(target.warehouse.pastSessions({ site, limit: 10 }));
    expect(sessions.map(({ sessionId, visitor }) => [sessionId, visitor])).toEqual([
      [second, bruno],
      [first, anne],
    ]);
    const latest = new Map<string, number>();
    for (const { productId, at } of sessions[1]?.products ?? []) {
      latest.set(productId, Math.max(at, latest.get(productId) ?? 0));
    }
    expect(latest).toEqual(
      new Map([
        ['T1', noon + 5 * minuteMs],
        ['L1', noon + 3 * minuteMs],
      ]),
    );
    expect(sessions[1]?.products.find(({ productId }) => productId === 'T1')?.topics).toEqual(['tentes']);
    expect(await all(target.warehouse.pastSessions({ site, limit: 1 }))).toHaveLength(1);
    const since = noon + 8 * minuteMs;
    expect(await all(target.warehouse.pastSessions({ site, limit: 10, since }))).toHaveLength(1);
    expect(await all(target.warehouse.pastSessions({ site: 'elsewhere', limit: 10 }))).toEqual([]);
  });

  it('streams orders with the products of their lines', async () => {
    const site = 'orders';
    await target.warehouse.insert(toBlock(visits(site)));
    expect(await all(target.warehouse.pastOrders({ site, limit: 10 }))).toEqual([
      { orderId: 'C1', visitor: bruno, at: noon + 11 * minuteMs, products: ['T1', 'L1'] },
    ]);
  });

  it('streams nothing of a visitor who was erased', async () => {
    const site = 'erased';
    await target.warehouse.insert(toBlock(visits(site)));
    await target.warehouse.erase([{ site, visitor: bruno }]);
    const sessions = await all(target.warehouse.pastSessions({ site, limit: 10 }));
    expect(sessions.map(({ visitor }) => visitor)).toEqual([anne]);
    expect(await all(target.warehouse.pastOrders({ site, limit: 10 }))).toEqual([]);
  });

  it('streams more sessions than one block holds, and lets go of a stream that is left', async () => {
    const site = 'many';
    const events = Array.from({ length: 3_000 }, (_, number) =>
      store(
        { type: 'product_view', product: { productId: `P${number % 7}` } },
        { site, visitor: id(number), sessionId: id(number), occurredAt: noon + number * 1000 },
      ),
    );
    await target.warehouse.insert(toBlock(events));
    const sessions = await all(target.warehouse.pastSessions({ site, limit: 2_500 }));
    expect(sessions.map(({ sessionId }) => sessionId)).toEqual(
      Array.from({ length: 2_500 }, (_, place) => id(2_999 - place)),
    );
    for await (const session of target.warehouse.pastSessions({ site, limit: 2_500 })) {
      expect(session.sessionId).toBe(id(2_999));
      break;
    }
    expect(await target.warehouse.ping()).toBe(true);
  });
});
