import type { FactColumns, PastOrder, PastSession } from '@sillage/warehouse';
import { describe, expect, it } from 'vitest';
import type { AcceptedEvent } from '../live/live-visit.js';
import { toAcceptedEvent } from '../testing/accepted-event.js';
import type { RecommendRequest } from './propose.js';
import { Recommender } from './recommender.js';
import { bareShelf } from './shelf.js';

const start = Date.UTC(2026, 8, 1);
const now = start + 3_600_000;

/** An event as its row of `events` has it. */
function accepted(columns: Partial<FactColumns>, over: Partial<AcceptedEvent> = {}): AcceptedEvent {
  const { visitor = 'v1', sessionId = 's1', occurredAt = start } = over;
  const held = { type: 'product_view' as const, purposes: 3, channel: 'web', device: 'mobile' };
  return toAcceptedEvent({ ...held, visitor, session: sessionId, ts: occurredAt, ...columns }, over);
}

function view(productId: string, over: Partial<AcceptedEvent> = {}, topics: string[] = []): AcceptedEvent {
  return accepted({ type: 'product_view', product_id: productId, topics }, over);
}

function buy(orderId: string, productIds: readonly string[], over: Partial<AcceptedEvent> = {}): AcceptedEvent {
  const lines = productIds.map((productId) => ({ productId, quantity: 1 }));
  return accepted(
    { type: 'purchase', properties: { order: { orderId, currency: 'EUR', totalMinor: 1, lines } } },
    over,
  );
}

/** Four visits to a camping shop, and two orders. */
function campingShop(): Recommender {
  const recommender = new Recommender({ maxSessions: 100 });
  const visits = [
    ['tent', 'mat', 'bag'],
    ['tent', 'mat'],
    ['lamp', 'oil'],
    ['lamp', 'tent', 'mat'],
  ];
  visits.forEach((products, visit) => {
    products.forEach((product, place) => {
      const over = { visitor: `v${visit}`, sessionId: `s${visit}`, occurredAt: start + place * 1000 };
      recommender.accept(view(product, over, [product === 'lamp' || product === 'oil' ? 'lumiere/lampes' : 'dormir']));
    });
  });
  recommender.accept(buy('o1', ['tent', 'peg'], { visitor: 'v8' }));
  recommender.accept(buy('o2', ['tent', 'peg', 'rope'], { visitor: 'v9' }));
  return recommender;
}

const idsOf = (recommender: Recommender, request: Partial<RecommendRequest>) =>
  recommender.recommend({ at: now, session: [], limit: 3, ...request }).map(({ productId }) => productId);

describe('the recommender', () => {
  it('proposes what others looked at next, and says after which product', () => {
    const [best] = campingShop().recommend({ at: now, session: ['tent'], limit: 1, page: 'tent' });
    expect(best).toEqual({ productId: 'mat', reason: { kind: 'session', of: 'tent' } });
  });

  it('proposes for a cart what was bought with it', () => {
    const request = { at: now, session: [], cart: ['tent'], limit: 2, sources: ['bought_together'] as const };
    expect(campingShop().recommend(request)).toEqual([
      { productId: 'peg', reason: { kind: 'bought_together', of: 'tent' } },
      { productId: 'rope', reason: { kind: 'bought_together', of: 'tent' } },
    ]);
  });

  it('proposes to a new visitor what is popular in the topic, then in the shop', () => {
    expect(campingShop().recommend({ at: now, session: [], topics: ['lumiere'], limit: 4 })).toEqual([
      { productId: 'lamp', reason: { kind: 'popular', of: 'lumiere' } },
      { productId: 'oil', reason: { kind: 'popular', of: 'lumiere' } },
      { productId: 'mat', reason: { kind: 'popular' } },
      { productId: 'tent', reason: { kind: 'popular' } },
    ]);
  });

  it('lists what was looked at, of this visit and of earlier ones, latest first', () => {
    const request = { session: ['tent', 'mat', 'tent'], viewed: ['oil', 'mat'], sources: ['recently_viewed'] as const };
    expect(idsOf(campingShop(), request)).toEqual(['tent', 'mat', 'oil']);
  });

  it.each<[string, Partial<RecommendRequest>]>([
    ['out of stock', { shelf: { ...bareShelf, isProposable: (product) => product !== 'mat' } }],
    ['in the cart', { cart: ['mat'] }],
    ['just bought', { bought: ['mat'] }],
    ['what the page shows', { page: 'mat' }],
    ['excluded', { rules: { exclude: { products: ['mat'] } } }],
    ['of an excluded topic', { rules: { exclude: { topics: ['dormir'] } } }],
    ['excluded though pinned', { rules: { pin: ['mat'], exclude: { products: ['mat'] } } }],
    ['seen, where only new ones are wanted', { session: ['mat', 'tent'], rules: { leaveOutSeen: true } }],
  ])('never proposes a product that is %s', (_, request) => {
    const proposed = idsOf(campingShop(), { session: ['tent'], limit: 10, ...request });
    expect(proposed).not.toContain('mat');
    expect(proposed).toContain('lamp');
  });

  it('puts pinned products first, each product once, and says so', () => {
    const rules = { pin: ['oil', 'mat'] };
    const proposed = campingShop().recommend({ at: now, session: ['tent'], limit: 3, rules });
    expect(proposed.slice(0, 2)).toEqual([
      { productId: 'oil', reason: { kind: 'pinned' } },
      { productId: 'mat', reason: { kind: 'pinned' } },
    ]);
    expect(new Set(proposed.map(({ productId }) => productId)).size).toBe(3);
  });

  it.each([{ product: 'lamp' }, { topic: 'lumiere' }])('raises what the shop boosts: %j', (boosted) => {
    const request = { session: ['tent'], page: 'tent', limit: 1 };
    expect(idsOf(campingShop(), request)).toEqual(['mat']);
    expect(idsOf(campingShop(), { ...request, rules: { boost: [{ ...boosted, factor: 90 }] } })).toEqual(['lamp']);
  });

  it('knows an event from the moment it was accepted', () => {
    const recommender = campingShop();
    const two = { visitor: 'new', sessionId: 'live' };
    recommender.accept(view('stove', { ...two, occurredAt: now }));
    recommender.accept(accepted({ type: 'cart_add', product_id: 'pan' }, { ...two, occurredAt: now + 1000 }));
    expect(idsOf(recommender, { session: ['stove'], page: 'stove', limit: 1 })).toEqual(['pan']);
    const own = { session: ['stove'], sessionId: 'live', sources: ['session'] as const };
    expect(idsOf(recommender, own)).toEqual([]);
  });

  it('learns nothing from the shop’s own people', () => {
    const over = { isInternal: true };
    const recommender = new Recommender({ maxSessions: 10 });
    recommender.accept(view('tent', over));
    recommender.accept(buy('o1', ['tent'], over));
    expect(recommender.stats()).toMatchObject({ sessions: 0, orders: 0, products: 0 });
  });

  it('forgets a visitor’s sessions and orders', () => {
    const recommender = campingShop();
    for (const visitor of ['v2', 'v9']) recommender.forget(visitor);
    expect(idsOf(recommender, { limit: 10 })).not.toContain('oil');
    expect(idsOf(recommender, { cart: ['tent'], limit: 10, sources: ['bought_together'] })).toEqual(['peg']);
  });

  it('reads the past while events arrive, and nothing of who is forgotten meanwhile', async () => {
    const recommender = new Recommender({ maxSessions: 10 });
    const seen = (visitor: string): PastSession => ({
      sessionId: `of ${visitor}`,
      visitor,
      products: [{ productId: `by ${visitor}`, at: start, topics: ['dormir'] }],
    });
    async function* sessions() {
      yield seen('anne');
      recommender.accept(view('lamp', { occurredAt: now }));
      recommender.forget('anne');
      recommender.forget('bruno');
      yield seen('bruno');
      yield seen('chloe');
    }
    async function* orders(): AsyncGenerator<PastOrder> {
      yield { orderId: 'o1', visitor: 'bruno', at: start, products: ['tent', 'peg'] };
    }
    await recommender.load({ sessions: sessions(), orders: orders() });
    expect(idsOf(recommender, {}).sort()).toEqual(['by chloe', 'lamp']);
    expect(recommender.stats()).toMatchObject({ sessions: 2, orders: 0, products: 2 });
    expect(idsOf(recommender, { topics: ['dormir'], limit: 1 })).toEqual(['by chloe']);
  });
});
