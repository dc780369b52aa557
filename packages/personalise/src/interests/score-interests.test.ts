import { defaultInterestSettings, type InterestSettings, type Order, toPriceBand } from '@sillage/protocol';
import {
  type FactColumns,
  type FactSums,
  type PersonFacts,
  type RefundFact,
  sumFact,
  toFacts,
} from '@sillage/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreInterests } from './score-interests.js';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 5, 1);
const visitor = '11111111-1111-4111-8111-111111111111';
const sessions = ['s1', 's2', 's3'];

function row(columns: Partial<FactColumns>): FactColumns {
  return {
    visitor,
    session: 's1',
    type: 'page_view',
    ts: now,
    purposes: 2,
    channel: 'web',
    device: 'mobile',
    ...columns,
  };
}

function toPerson(events: readonly FactColumns[], refunds: readonly RefundFact[] = []): PersonFacts {
  const sums: FactSums = new Map();
  for (const event of events) for (const fact of toFacts(event)) sumFact(sums, fact);
  return { facts: [...sums.values()], refunds: [...refunds] };
}

const topics = fc.subarray(['a', 'a/b', 'a/b/c', 'd', 'hidden/x'], { minLength: 0, maxLength: 3 });
const line = fc.record({
  productId: fc.constantFrom('P1', 'P2', 'P3'),
  quantity: fc.integer({ min: 1, max: 3 }),
  topics: fc.constantFrom<string[]>(['a'], ['d', 'a/b']),
  priceMinor: fc.constantFrom(500, 4_999),
});
const own: fc.Arbitrary<Partial<FactColumns>> = fc.oneof(
  fc.record({ type: fc.constant('page_view' as const), path: fc.constantFrom('/1', '/2'), topics }),
  fc.record({
    type: fc.constant('engagement' as const),
    path: fc.constantFrom('/1', '/2'),
    topics,
    attention_ms: fc.integer({ min: 0, max: 400_000 }),
  }),
  fc.record({
    type: fc.constantFrom('product_view' as const, 'cart_add' as const, 'cart_remove' as const),
    product_id: fc.constantFrom('P1', 'P2'),
    topics,
    quantity: fc.integer({ min: 1, max: 3 }),
    brand: fc.constantFrom('Cairn', 'Ôm', ''),
    price_minor: fc.constantFrom(500, 4_999),
    currency: fc.constant('EUR'),
  }),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((lines) => ({ type: 'purchase' as const, lines }))
    .map(({ type, lines }) => ({
      type,
      properties: { order: { orderId: '', currency: 'EUR', totalMinor: 1, lines } },
    })),
);
/** Sessions follow one another; what happened in them comes in any order. */
const trail = fc.array(fc.tuple(fc.nat(2), fc.nat(1_000), own), { maxLength: 40 }).map((drafts) =>
  drafts.map(([session, second, columns], index): FactColumns => {
    const at = row({
      ...columns,
      session: sessions[session] as string,
      ts: now - (3 - session) * 10 * dayMs + second * 1_000,
    });
    if (at.type !== 'purchase') return at;
    const { order } = at.properties as { order: Order };
    return {
      ...at,
      order_id: `o${index}`,
      properties: { order: { ...order, orderId: `o${index}`, currency: 'EUR', totalMinor: 1 } },
    };
  }),
);

const settings: InterestSettings = { ...defaultInterestSettings, halfLifeDays: 7, topics: { hidden: '', 'a/b': 'z' } };

/** The definition, taken literally over the events themselves. */
function bruteForce(events: readonly FactColumns[], refunds: readonly RefundFact[]): Map<string, number> {
  const scores = new Map<string, number>();
  const give = (key: string, score: number) => scores.set(key, (scores.get(key) ?? 0) + score);
  const decay = (at: number) => 2 ** ((at - now) / (settings.halfLifeDays * dayMs));
  const weigh = (score: number, names: readonly string[], product?: { brand?: string; price?: number }) => {
    if (score === 0) return;
    const mapped = new Set(
      names.filter((name) => !name.startsWith('hidden')).map((name) => name.replace(/^a\/b/, 'z')),
    );
    for (const name of mapped) {
      const slugs = name.split('/');
      for (let level = 1; level <= slugs.length; level++)
        give(`topic ${slugs.slice(0, level).join('/')}`, score / mapped.size);
    }
    if (product?.brand) give(`brand ${product.brand}`, score);
    if (product?.price !== undefined) give(`price_band ${toPriceBand(product.price, 'EUR')}`, score);
  };
  const topicsOf = (some: readonly FactColumns[]) => [...new Set(some.flatMap((event) => event.topics ?? []))];
  const lastOf = (some: readonly FactColumns[]) => Math.max(...some.map((event) => event.ts));
  const { weights } = settings;
  const inCart = new Map<string, string[]>();
  for (const session of sessions) {
    const mine = events.filter((event) => event.session === session);
    for (const path of ['/1', '/2']) {
      const seen = mine.filter((event) => event.path === path);
      if (seen.length === 0) continue;
      const views = seen.filter((event) => event.type === 'page_view').length;
      const attention = seen.reduce((total, event) => total + (event.attention_ms ?? 0), 0);
      const score = Math.min(views, 3) * weights.pageView + Math.min(attention / 60_000, 10) * weights.attentionMinute;
      weigh(score * decay(lastOf(seen)), topicsOf(seen));
    }
    for (const id of ['P1', 'P2']) {
      const stack = inCart.get(id) ?? inCart.set(id, []).get(id) ?? [];
      const units = (type: string) =>
        mine
          .filter((event) => event.product_id === id && event.type === type)
          .reduce((total, event) => total + (event.quantity ?? 0), 0);
      for (let unit = units('cart_add'); unit > 0; unit--) stack.push(session);
      stack.splice(Math.max(0, stack.length - units('cart_remove')));
    }
  }
  for (const session of sessions) {
    for (const id of ['P1', 'P2']) {
      const seen = events.filter((event) => event.session === session && event.product_id === id);
      if (seen.length === 0) continue;
      const views = Math.min(3, seen.filter((event) => event.type === 'product_view').length);
      const kept = inCart.get(id)?.includes(session) ? weights.cartAdd : 0;
      const brand =
        seen
          .map((event) => event.brand ?? '')
          .sort()
          .at(-1) ?? '';
      const price = Math.max(...seen.map((event) => event.price_minor ?? 0));
      weigh((views * weights.productView + kept) * decay(lastOf(seen)), topicsOf(seen), { brand, price });
    }
  }
  for (const event of events.filter((one) => one.type === 'purchase')) {
    const { order } = event.properties as {
      order: { lines: { productId: string; quantity: number; topics: string[]; priceMinor: number }[] };
    };
    const back = refunds.filter((refund) => refund.orderId === event.order_id);
    if (back.some((refund) => refund.productId === '')) continue;
    for (const id of new Set(order.lines.map((one) => one.productId))) {
      const lines = order.lines.filter((one) => one.productId === id);
      let returned = back
        .filter((refund) => refund.productId === id)
        .reduce((total, refund) => total + refund.quantity, 0);
      // what is given back is taken from the first line first
      const kept = lines.find((one) => {
        returned -= one.quantity;
        return returned < 0;
      });
      if (kept) weigh(weights.purchase * decay(event.ts), kept.topics, { price: kept.priceMinor });
    }
  }
  return scores;
}

describe('scores of interests', () => {
  it('are the sum over all that a person did, whatever its order, what was taken back left out', () => {
    fc.assert(
      fc.property(trail, fc.infiniteStream(fc.nat(5)), (events, chance) => {
        const refunds = events
          .filter((event) => event.type === 'purchase' && chance.next().value < 2)
          .map((event) => ({
            orderId: event.order_id as string,
            at: now,
            productId: ['', 'P1', 'P2'][chance.next().value % 3] as string,
            quantity: 1 + (chance.next().value % 3),
          }));
        const told = scoreInterests(toPerson(events, refunds), settings, now);
        const expected = bruteForce(events, refunds);
        expect(new Set(told.map(({ kind, key }) => `${kind} ${key}`))).toEqual(new Set(expected.keys()));
        for (const { kind, key, score } of told) expect(score).toBeCloseTo(expected.get(`${kind} ${key}`) ?? 0, 9);
        const shuffled = scoreInterests(toPerson(events.toReversed(), refunds), settings, now);
        expect(shuffled.map(({ key }) => key).sort()).toEqual(told.map(({ key }) => key).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('halve with each half-life', () => {
    const scoreOf = (age: number) =>
      scoreInterests(toPerson([row({ path: '/', topics: ['a'], ts: now - age })]), settings, now)[0]?.score ?? 0;
    expect(scoreOf(7 * dayMs)).toBeCloseTo(scoreOf(0) / 2, 12);
  });

  it('do not grow by an event of the future', () => {
    const scoreOf = (ts: number) =>
      scoreInterests(toPerson([row({ path: '/', topics: ['a'], ts })]), settings, now)[0]?.score;
    expect(scoreOf(now + 1_000 * dayMs)).toBe(scoreOf(now));
  });

  it('are bounded, however many events are sent', () => {
    const flood = Array.from({ length: 10_000 }, () => row({ type: 'product_view', product_id: 'P', topics: ['a'] }));
    expect(scoreInterests(toPerson(flood), settings, now)[0]?.score).toBe(3 * settings.weights.productView);
  });

  it('tell why: the pages and products behind them, weightiest first', () => {
    const [interest] = scoreInterests(
      toPerson([
        row({ path: '/tentes', topics: ['tentes'], ts: now - dayMs }),
        row({ type: 'product_view', product_id: 'T1', topics: ['tentes'], ts: now - 2_000 }),
        row({ type: 'cart_add', product_id: 'T1', quantity: 1, topics: ['tentes'], ts: now - 1_000 }),
      ]),
      settings,
      now,
    );
    expect(interest).toMatchObject({
      kind: 'topic',
      key: 'tentes',
      share: 1,
      why: [
        { kind: 'product', key: 'T1', did: 'added', at: now - 1_000 },
        { kind: 'page', key: '/tentes', did: 'viewed', at: now - dayMs },
      ],
    });
  });

  it('leave out what the visitor hid, with all below it, until they take it back', () => {
    const seen = row({ path: '/', topics: ['a/q', 'd'] });
    const say = (name: string, ts: number) =>
      row({ type: 'custom', name, ts, properties: { custom: { kind: 'topic', key: 'a' } } });
    const keysOf = (...events: FactColumns[]) =>
      scoreInterests(toPerson([seen, ...events]), settings, now).map(({ key }) => key);
    expect(keysOf(say('interest_hidden', now))).toEqual(['d']);
    expect(keysOf(say('interest_hidden', now), say('interest_shown', now + 1)).sort()).toEqual(['a', 'a/q', 'd']);
  });
});
