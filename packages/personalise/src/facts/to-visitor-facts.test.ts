import type { CartLine } from '@sillage/protocol';
import type { BoughtOrder, RefundFact, SessionFact } from '@sillage/warehouse';
import { describe, expect, it } from 'vitest';
import { emptyFact } from '../testing/empty-fact.js';
import { toVisitorFacts } from './to-visitor-facts.js';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 1, 12);

function fact(daysAgo: number, over: Partial<SessionFact>): SessionFact {
  const at = now - daysAgo * dayMs;
  const base = { visitor: 'v', sessionId: `s${daysAgo}`, kind: 'session' as const, key: '', firstAt: at, lastAt: at };
  return { ...emptyFact, ...base, isVisit: over.kind === undefined, ...over };
}

const line: CartLine = { productId: 'P1', quantity: 2, priceMinor: 1_000, topics: ['velo/casques'] };

function order(daysAgo: number, over: Partial<BoughtOrder> = {}): SessionFact {
  const orderId = `O${daysAgo}`;
  return fact(daysAgo, {
    kind: 'order',
    key: orderId,
    order: { orderId, currency: 'EUR', totalMinor: 2_500, lines: [line], ...over },
  });
}

function tell(facts: SessionFact[], refunds: RefundFact[] = []) {
  return toVisitorFacts({ facts: [fact(0, {}), ...facts], refunds }, now);
}

const refund = (orderId: string, productId = '', quantity = 0): RefundFact => ({
  orderId,
  at: now,
  productId,
  quantity,
});

describe('toVisitorFacts', () => {
  it('tells nothing of the shop’s own people, and of who was once a visitor all', () => {
    const own = fact(1, { isInternal: true });
    expect(toVisitorFacts({ facts: [own], refunds: [] }, now)).toBeUndefined();
    expect(toVisitorFacts({ facts: [], refunds: [] }, now)).toBeUndefined();
    expect(tell([own])?.visits).toBe(2);
  });

  it('tells visits by the sessions in which the person was there, and the latest country that is known', () => {
    const facts = tell([
      fact(3.5, { country: 'FR', device: 'mobile', channel: 'web', attentionMs: 4_000 }),
      fact(3.2, { country: 'BE', device: 'desktop', channel: 'web', attentionMs: 500 }),
      fact(5, { channel: 'till', isVisit: false }),
    ]);
    expect(facts).toMatchObject({
      visits: 3,
      daysSeen: 2,
      daysSinceFirstVisit: 3,
      daysSinceLastVisit: 0,
      attentionMs: 4_500,
      country: 'BE',
      device: 'desktop',
      channels: ['', 'web', 'till'],
    });
  });

  it('tells of who only bought at the till when they ordered, and no visit', () => {
    const till = fact(3, { channel: 'till', isVisit: false });
    const facts = toVisitorFacts({ facts: [till, order(3)], refunds: [] }, now);
    expect(facts).toMatchObject({ visits: 0, daysSeen: 0, orders: 1, channels: ['till'] });
    for (const absent of ['firstVisitAt', 'lastVisitAt', 'daysSinceFirstVisit', 'daysSinceLastVisit']) {
      expect(facts).not.toHaveProperty(absent);
    }
  });

  it('takes refunds off orders, and leaves out an order of which nothing was kept', () => {
    const facts = tell(
      [order(30), order(20, { coupon: 'NOEL' }), order(10)],
      [refund('O30'), refund('O20', 'P1', 1), refund('O10', 'other', 1)],
    );
    expect(facts).toMatchObject({
      orders: 2,
      revenueMinor: { EUR: 1_500 + 2_500 },
      averageBasketMinor: { EUR: 2_000 },
      couponShare: 0.5,
      orderShareByTopic: { velo: 1, 'velo/casques': 1 },
      daysSinceLastOrder: 10,
      usualGapDays: 10,
      gapElapsed: 1,
    });
  });

  it.each<[string, Partial<RefundFact>[], { orders: number; revenueMinor: object }]>([
    ['an amount', [{ amountMinor: 700 }], { orders: 1, revenueMinor: { EUR: 1_800 } }],
    [
      'an amount for a line',
      [{ productId: 'P1', quantity: 1, amountMinor: 300 }],
      { orders: 1, revenueMinor: { EUR: 2_200 } },
    ],
    ['amounts of the total', [{ amountMinor: 2_000 }, { amountMinor: 500 }], { orders: 0, revenueMinor: {} }],
  ])('takes %s off', (_, refunds, expected) => {
    const told = tell(
      [order(10)],
      refunds.map((one) => ({ ...refund('O10'), ...one })),
    );
    expect(told).toMatchObject(expected);
  });

  it.each([
    [[40, 20, 10], 15],
    [[40, 30, 20, 1], 10],
    [[5, 5.01], 1],
  ])('tells the median of the gaps between orders %j days ago: %i', (daysAgo, gap) => {
    expect(tell(daysAgo.map((days) => order(days)))?.usualGapDays).toBeCloseTo(gap);
  });

  it('tells no gap, share or age of orders that are not there', () => {
    const facts = tell([]);
    for (const absent of ['usualGapDays', 'gapElapsed', 'couponShare', 'daysSinceLastOrder']) {
      expect(facts).not.toHaveProperty(absent);
    }
    expect(facts?.cart).toEqual({ lines: [], valueMinor: {} });
  });

  describe('of the cart', () => {
    const at = (daysAgo: number) => now - daysAgo * dayMs;
    const change = (daysAgo: number, over: Partial<SessionFact>) =>
      fact(daysAgo, { kind: 'cart', key: `${at(daysAgo)} P1`, ...over });
    const whole = (daysAgo: number, cart: CartLine[]) =>
      fact(daysAgo, { kind: 'cart', key: String(at(daysAgo)), cart, currency: 'CHF' });
    const one = { productId: 'P1', quantity: 1 };

    it.each<[string, SessionFact[], object[]]>([
      ['takes back what was put in', [change(3, { added: 2 }), change(2, { removed: 1 })], [{ quantity: 1 }]],
      ['takes back no more than that', [change(3, { removed: 5 }), change(2, { added: 1 })], [{ quantity: 1 }]],
      ['is empty after an order', [change(3, { added: 2 }), whole(2.5, [])], []],
      ['believes the shop over the sum', [change(3, { added: 2 }), whole(2, [one])], [{ quantity: 1, lastAt: at(2) }]],
      ['counts what came after', [whole(2, [one]), change(1, { added: 2 })], [{ quantity: 3, lastAt: at(1) }]],
      ['takes out what the shop told of', [whole(2, [one]), change(1, { removed: 1 })], []],
      ['goes by the newest', [whole(1, []), whole(2, [one])], []],
      ['knows prices', [whole(2, [{ ...one, priceMinor: 9 }])], [{ priceMinor: 9, currency: 'CHF' }]],
    ])('%s', (_, facts, lines) => {
      const told = tell(facts)?.cart.lines;
      expect(told).toHaveLength(lines.length);
      expect(told).toMatchObject(lines);
    });

    it('tells its value, and since when nothing was done with it', () => {
      const priced = { added: 3, priceMinor: 500, currency: 'EUR', topics: ['velo'] };
      expect(tell([change(1, priced)])?.cart).toEqual({
        lines: [{ productId: 'P1', quantity: 3, topics: ['velo'], lastAt: at(1), priceMinor: 500, currency: 'EUR' }],
        valueMinor: { EUR: 1_500 },
        idleHours: 24,
      });
    });
  });

  it('tells products that were viewed and not bought, latest first', () => {
    const view = (daysAgo: number, key: string) => fact(daysAgo, { kind: 'product', key, views: 2 });
    expect(tell([view(5, 'P2'), view(4, 'P3'), view(3, 'P2'), view(2, 'P1'), order(1)])?.viewedNotBought).toEqual([
      { productId: 'P2', views: 4, lastAt: now - 3 * dayMs },
      { productId: 'P3', views: 2, lastAt: now - 4 * dayMs },
    ]);
  });
});
