import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NeighbourOptions, nextInSession } from './neighbour-options.js';
import { NextProducts } from './next-products.js';
import { SessionIndex, type Sight } from './session-index.js';

const start = Date.UTC(2026, 8, 1);
const dayMs = 86_400_000;
const product = fc.integer({ min: 0, max: 9 }).map((number) => `p${number}`);
const sight = fc.record({
  session: fc.integer({ min: 0, max: 12 }).map((number) => `s${number}`),
  product,
  at: fc.integer({ min: 0, max: 40 }).map((step) => start + step * 40_000_000),
});
const sights = fc
  .array(sight, { minLength: 1, maxLength: 60 })
  .map((all) => all.map((each): Sight => ({ ...each, visitor: each.session })));
const now = start + 30 * dayMs;
const everything = { at: now, limit: 10, weigh: () => 1 };

function fill(all: readonly Sight[]): SessionIndex {
  const index = new SessionIndex({ maxSessions: 50 });
  for (const each of all) index.add(each);
  return index;
}

type Session = [product: string, at: number][];

/** The sums as the options' docstrings say them, over plain arrays. */
function bruteForce(all: readonly Sight[], query: readonly string[], options: NeighbourOptions): Map<string, number> {
  const sessions = toSessions(all);
  const having = (id: string) => sessions.filter((session) => session.some(([other]) => other === id));
  const scores = new Map<string, number>();
  const spread = (from: string, weight: number, again: number) => {
    for (const session of having(from)) {
      const middle = session.findIndex(([id]) => id === from);
      const age = (now - (session[middle]?.[1] ?? 0)) / dayMs;
      const share = (weight * 0.5 ** (age / options.halfLifeDays)) / session.length ** options.lengthPower;
      session.forEach(([id], place) => {
        const far = place - middle;
        const after = Math.exp(-(far - 1) / options.after);
        const before = Math.exp((far + 1) / options.before);
        const near = far === 0 ? again : far > 0 ? after : before;
        scores.set(id, (scores.get(id) ?? 0) + share * near);
      });
    }
  };
  const latest = [...new Set([...query].reverse())].filter((id) => having(id).length > 0).slice(0, options.products);
  latest.forEach((id, age) => {
    spread(id, Math.exp(-age / options.recency) / having(id).length ** options.samplePower, options.again);
  });
  const best = [...scores]
    .filter(([, score]) => score > 0)
    .sort(byScore)
    .slice(0, options.second.products);
  for (const [id, score] of best) {
    spread(id, (options.second.weight * score) / having(id).length ** options.samplePower, 0);
  }
  latest.forEach((id, age) => {
    scores.set(id, (scores.get(id) ?? 0) * (age === 0 ? options.latestFactor : options.repeatFactor));
  });
  for (const [id, score] of scores) scores.set(id, score * having(id).length ** options.popularityPower);
  return scores;
}

function toSessions(all: readonly Sight[]): Session[] {
  const sessions = new Map<string, Map<string, number>>();
  for (const each of all) {
    const products = sessions.get(each.session) ?? new Map<string, number>();
    sessions.set(each.session, products.set(each.product, Math.max(each.at, products.get(each.product) ?? 0)));
  }
  return [...sessions.values()].map((products) => {
    return [...products].sort(([a, atOfA], [b, atOfB]) => atOfA - atOfB || (a < b ? -1 : 1));
  });
}

function byScore([a, scoreOfA]: [string, number], [b, scoreOfB]: [string, number]): number {
  return scoreOfB - scoreOfA || (a < b ? -1 : 1);
}

describe('the next products', () => {
  it('have the scores that a sum over all sessions gives', () => {
    // All of what was found hands on: at a cut, the last bit of a sum would decide who is in.
    const options = { ...nextInSession, second: { ...nextInSession.second, products: 10 } };
    fc.assert(
      fc.property(sights, fc.array(product, { minLength: 1, maxLength: 8 }), (all, query) => {
        const ranked = new NextProducts(fill(all), options).rank({ ...everything, products: query });
        const expected = bruteForce(all, query, options);
        expect(ranked.map((each) => each.product).sort()).toEqual(
          [...expected]
            .filter(([, score]) => score > 0)
            .map(([id]) => id)
            .sort(),
        );
        for (const { product: id, score } of ranked) expect(score).toBeCloseTo(expected.get(id) ?? 0, 9);
        expect(ranked.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score).sort((a, b) => b - a));
      }),
    );
  });

  it('are the same to the last bit whatever the order in which the index learnt', () => {
    const orders = sights.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(orders, fc.array(product, { minLength: 1, maxLength: 5 }), ([all, other], query) => {
        const ask = (learnt: readonly Sight[]) =>
          new NextProducts(fill(learnt), nextInSession).rank({ ...everything, products: query });
        expect(ask(other)).toEqual(ask(all));
      }),
    );
  });

  it('are the same when asked again, and after other questions', () => {
    fc.assert(
      fc.property(sights, product, product, (all, one, other) => {
        const next = new NextProducts(fill(all), nextInSession);
        const first = next.rank({ ...everything, products: [one] });
        next.rank({ ...everything, products: [other] });
        expect(next.rank({ ...everything, products: [one] })).toEqual(first);
      }),
    );
  });

  it('name the product that spoke for them, leave out what weighs nothing and stop at the limit', () => {
    const seen = (session: string, ...products: string[]) =>
      products.map((id, place) => ({ session, visitor: session, product: id, at: start + place * 1000 }));
    const index = fill([...seen('1', 'tent', 'mat'), ...seen('2', 'lamp', 'oil'), ...seen('3', 'tent', 'bag', 'pan')]);
    const next = new NextProducts(index, nextInSession);
    const query = { ...everything, products: ['lamp', 'tent'], weigh: (id: string) => (id === 'pan' ? 0 : 1) };
    const ranked = next.rank(query).filter(({ product: id }) => !query.products.includes(id));
    expect(ranked.map(({ product: id, of }) => [id, of])).toEqual([
      ['bag', 'tent'],
      ['mat', 'tent'],
      ['oil', 'lamp'],
    ]);
    expect(next.rank({ ...query, limit: 1 })).toHaveLength(1);
    const boosted = next.rank({ ...query, limit: 1, weigh: (id) => (id === 'oil' ? 50 : 1), maxFactor: 50 });
    expect(boosted[0]?.product).toBe('oil');
  });

  it('do not come from the session that is left out', () => {
    const index = fill([
      { session: 'mine', visitor: 'me', product: 'tent', at: start },
      { session: 'mine', visitor: 'me', product: 'mat', at: start + 1000 },
    ]);
    const next = new NextProducts(index, nextInSession);
    expect(next.rank({ ...everything, products: ['tent'], leaveOut: 'mine' })).toEqual([]);
    expect(next.rank({ ...everything, products: ['tent'] })).not.toEqual([]);
  });
});
