import type { CartLine } from '@sillage/protocol';
import type { StoredEvent } from '../stored-event.js';
import { minuteMs, noon, store } from './stored.js';

export const tent: CartLine = {
  productId: 'T1',
  name: 'Tente',
  brand: 'Cairn',
  variant: 'verte',
  priceMinor: 19_900,
  currency: 'EUR',
  quantity: 1,
};
export const lamp: CartLine = {
  productId: 'L1',
  name: 'Frontale',
  priceMinor: 2_500,
  currency: 'EUR',
  quantity: 2,
  topics: ['lampes'],
};

export const orderId = 'C"1';

/** The two sessions that a history of the trip tells. */
export const tripSessions = {
  first: '0199a000-0000-7000-8000-0000000000a1',
  second: '0199a000-0000-7000-8000-0000000000a2',
};

const home = '0199a000-0000-7000-8000-0000000000b1';
const tentPage = '0199a000-0000-7000-8000-0000000000b2';

/**
 * Two visits of one visitor, small enough to add up by hand.
 *
 * | at | first session, 12:00 | second session, the next day, month of November |
 * |---|---|---|
 * | +0 | page `/` | search "frontale", 4 results |
 * | +1 min | engagement of `/`: 8,000 ms, 30 %, section `une` 5,000 ms | adds 2 lamps and a tent |
 * | +2 min | the same again: 2,000 ms, 80 %, section `une` 1,000 ms | removes 1 lamp |
 * | +3 min | page `/tentes/t1`, product T1 seen twice | buys the tent: 199 € |
 * | +4 min | a bot's page view | |
 */
export function shoppingTrip(
  visitor: string,
  over: Partial<StoredEvent> = {},
): { first: StoredEvent[]; second: StoredEvent[] } {
  const nextMonth = noon + 31 * 86_400_000;
  const one = (minute: number) => ({
    visitor,
    sessionId: tripSessions.first,
    occurredAt: noon + minute * minuteMs,
    ...over,
  });
  const two = (minute: number) => ({
    visitor,
    sessionId: tripSessions.second,
    occurredAt: nextMonth + minute * minuteMs,
    ...over,
  });
  const read = { type: 'engagement', path: '/', pageViewId: home } as const;
  const { quantity: _, ...product } = tent;
  const seen = { type: 'product_view', path: '/tentes/t1', product, pageViewId: tentPage, topics: ['tentes'] } as const;
  return {
    first: [
      store({ type: 'page_view', path: '/', title: 'Accueil', pageViewId: home }, one(0)),
      store({ ...read, attentionMs: 8_000, depthPercent: 30, sections: { une: 5_000 } }, one(1)),
      store({ ...read, attentionMs: 2_000, depthPercent: 80, sections: { une: 1_000 } }, one(2)),
      store({ type: 'page_view', path: '/tentes/t1', topics: ['tentes'], pageViewId: tentPage }, one(3)),
      store({ ...seen, topics: ['tentes'] }, one(3)),
      store({ ...seen, topics: ['tentes'] }, one(3)),
      store({ type: 'page_view', path: '/robots' }, { ...one(4), isBot: true }),
    ],
    second: [
      store({ type: 'search', query: 'frontale', resultCount: 4 }, two(0)),
      store({ type: 'cart_add', line: lamp }, two(1)),
      store({ type: 'cart_add', line: tent }, two(1)),
      store({ type: 'cart_remove', line: { ...lamp, quantity: 1 } }, two(2)),
      store(
        {
          type: 'purchase',
          order: { orderId: `${orderId}${visitor}`, currency: 'EUR', totalMinor: 19_900, lines: [tent] },
        },
        two(3),
      ),
    ],
  };
}
