import type { PersonaliseContext, Trigger } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import { describe, expect, it } from 'vitest';
import { emptyFact } from '../testing/empty-fact.js';
import { noon, thisVisit, toCartChange, toFact, toOrder, toWholeCart } from '../testing/person.js';
import { dayMs, minuteMs, toFactsByKind } from './facts-by-kind.js';
import { findMoment, type Moment, type Stock } from './find-moment.js';

type Case = [title: string, facts: SessionFact[], moment: Moment | undefined, context?: PersonaliseContext];

function find(trigger: Trigger, facts: SessionFact[], over: { context?: PersonaliseContext; stock?: Stock } = {}) {
  const stock = { isAvailable: () => true, restockedAt: () => undefined };
  const input = { sessionId: thisVisit, context: {}, stock, now: noon, ...over };
  return findMoment(trigger, { ...input, facts: toFactsByKind(facts) });
}

const run = (trigger: Trigger, cases: Case[]) =>
  it.each(cases)('%s', (_, facts, moment, context = {}) => {
    expect(find(trigger, facts, { context })).toEqual(moment);
  });

describe('returning after three days', () => {
  const visit = (minutesAgo: number): SessionFact => {
    const at = noon - minutesAgo * minuteMs;
    return {
      ...emptyFact,
      visitor: 'v',
      sessionId: thisVisit,
      kind: 'session',
      key: '',
      firstAt: at,
      lastAt: noon,
      isVisit: true,
    };
  };
  run({ kind: 'returning', afterDays: 3 }, [
    ['is nobody’s first visit', [visit(5)], undefined],
    ['is not met by an order at the till', [toFact('session', 5, { isVisit: false })], undefined],
    ['is met at the first page of the visit', [toFact('session', 3)], { kind: 'returning', afterDays: 3 }],
    ['is not met after two', [toFact('session', 2.9), toFact('session', 30)], undefined],
    ['is told in whole days', [toFact('session', 12.7), toFact('session', 40)], { kind: 'returning', afterDays: 12 }],
    ['counts to the beginning of this visit', [toFact('session', 3.01), visit(60)], undefined],
    ['holds during this visit', [toFact('session', 3.1), visit(60)], { kind: 'returning', afterDays: 3 }],
  ]);
});

describe('a cart idle for thirty minutes', () => {
  const days = (minutesAgo: number) => minutesAgo / 1440;
  const put = (minutesAgo: number, productId = 'P1') => toCartChange(productId, days(minutesAgo), 1);
  const taken = (minutesAgo: number) => toCartChange('P1', days(minutesAgo), -1);
  const seen = (minutesAgo: number, key = 'P1') => toFact('product', days(minutesAgo), { key, views: 1 });
  const ordered = (minutesAgo: number) => toWholeCart(days(minutesAgo), []);
  const line = { productId: 'P1', quantity: 1 };
  run({ kind: 'cart_idle', minutes: 30 }, [
    ['is met', [put(31)], { kind: 'cart_idle' }],
    ['is not met by a product that was only looked at', [seen(31)], undefined],
    ['is not met while something is done with it', [put(31), put(2, 'P2')], undefined],
    ['is not met while something in it is looked at', [put(31), seen(2)], undefined],
    ['is not met by an empty cart', [put(50), taken(31)], undefined],
    ['is not met after the order', [put(50), ordered(43)], undefined],
    ['is met by what was put in again', [put(50), ordered(43), put(31)], { kind: 'cart_idle' }],
    ['is met by what was seen in the cart', [toWholeCart(days(31), [line])], { kind: 'cart_idle' }],
    ['is not met while the cart is looked at', [put(31), toWholeCart(days(2), [line])], undefined],
    ['goes by what the shop says: empty', [put(31)], undefined, { cart: [] }],
    ['goes by what the shop says: full', [seen(31)], { kind: 'cart_idle' }, { cart: [line] }],
    ['is not met where nothing of it was recorded', [], undefined, { cart: [line] }],
  ]);
});

describe('a third view', () => {
  const page = (daysAgo: number, views: number, topics = ['velo/casques']) =>
    toFact('page', daysAgo, { key: '/p', views, topics });
  const product = (daysAgo: number, views: number) =>
    toFact('product', daysAgo, { key: 'P', views, topics: ['velo/casques'] });
  const said = (kind: 'hidden' | 'shown', daysAgo: number, key: string) => toFact(kind, daysAgo, { key });
  const met: Moment = { kind: 'topic_viewed', topic: 'velo' };
  describe('of a topic that is named', () => {
    run({ kind: 'topic_viewed', topic: 'velo', times: 3, days: 30 }, [
      ['is met from below it', [page(1, 2), page(2, 1)], met],
      ['is not met by two', [page(1, 2)], undefined],
      ['counts a product’s page once', [page(1, 2), product(1, 2)], undefined],
      ['is met by products alone', [product(1, 3)], met],
      ['is not met by what is long ago', [page(1, 2), page(31, 5)], undefined],
      ['is not met by a topic whose name begins alike', [page(1, 5, ['velos'])], undefined],
      ['is not met by one that the visitor hid', [page(1, 3), said('hidden', 1, 'topic velo')], undefined],
      [
        'is met where they took that back',
        [page(1, 3), said('hidden', 1, 'topic velo'), said('shown', 0.5, 'topic velo')],
        met,
      ],
    ]);
  });
  describe('of the page’s topic', () => {
    run({ kind: 'topic_viewed', times: 3, days: 30 }, [
      ['is met', [page(1, 3)], { kind: 'topic_viewed', topic: 'velo/casques' }, { topics: ['livres', 'velo/casques'] }],
      ['is not met elsewhere', [page(1, 3)], undefined, { topics: ['livres'] }],
      [
        'is not met below one that the visitor hid',
        [page(1, 3), said('hidden', 1, 'topic velo')],
        undefined,
        { topics: ['velo/casques'] },
      ],
      ['is not met where the page has none', [page(1, 3)], undefined],
    ]);
  });
});

describe('an order that is nearly due', () => {
  const monthly = (last: number) => [toOrder('c', last), toOrder('b', last + 30), toOrder('a', last + 60)];
  run({ kind: 'order_due', share: 0.9 }, [
    ['is met after nine tenths of the gap', monthly(27), { kind: 'order_due' }],
    ['is not met before', monthly(26), undefined],
    ['is missed after one and a half', monthly(46), undefined],
    ['takes the middle gap', [...monthly(28), toOrder('z', 500)], { kind: 'order_due' }],
    ['needs two orders', [toOrder('a', 27)], undefined],
    ['takes an order for one, however often it is told', [toOrder('a', 27), toOrder('a', 57)], undefined],
  ]);
});

describe('back in stock', () => {
  const seen = toFact('product', 5, { key: 'P1', views: 1 });
  const stock = (restockedDaysAgo: number, isAvailable = true): Stock => ({
    isAvailable: () => isAvailable,
    restockedAt: (id) => (id === 'P1' ? noon - restockedDaysAgo * dayMs : undefined),
  });
  const met = { kind: 'back_in_stock', productId: 'P1' };
  it.each([
    ['is met by what came back after it was seen', [seen], stock(2), undefined, met],
    ['is not met by what came back before', [seen], stock(6), undefined, undefined],
    ['is not met by what is gone again', [seen], stock(2, false), undefined, undefined],
    [
      'is not met by what has been seen since',
      [seen, toFact('product', 1, { key: 'P1', views: 1 })],
      stock(2),
      undefined,
      undefined,
    ],
    ['is not met by what was bought', [seen, toOrder('O', 4, ['P1'])], stock(2), undefined, undefined],
    ['is met by one that is named', [seen], stock(2), ['P1'], met],
    ['is not met by another', [seen], stock(2), ['P2'], undefined],
  ])('%s', (_, facts, known, products, moment) => {
    const trigger: Trigger = { kind: 'back_in_stock', ...(products && { products }) };
    expect(find(trigger, facts, { stock: known })).toEqual(moment);
  });
});
