import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SessionIndex, type Sight } from './session-index.js';

const start = Date.UTC(2026, 8, 1);
const sight = fc.record({
  session: fc.integer({ min: 0, max: 8 }).map((number) => `s${number}`),
  product: fc.integer({ min: 0, max: 6 }).map((number) => `p${number}`),
  at: fc.integer({ min: 0, max: 20 }).map((second) => start + second * 1000),
});
const sights = fc
  .array(sight, { maxLength: 60 })
  .map((all) => all.map((each): Sight => ({ ...each, visitor: `v${Number(each.session.slice(1)) % 3}` })));
const shuffled = sights.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));

function fill(all: readonly Sight[], index = new SessionIndex({ maxSessions: 20 })): SessionIndex {
  for (const each of all) index.add(each);
  return index;
}

/** All that can be read of it, both ways. */
function contentOf(index: SessionIndex) {
  const slots = new Map(
    Array.from({ length: 9 }, (_, number): [number, string] => [index.slotOf(`s${number}`), `s${number}`]),
  );
  slots.delete(-1);
  const sessions = [...slots].map(([slot, session]) => {
    const places = Array.from({ length: index.contents.count(slot) }, (_, place) => place);
    const products = places.map((place) => [
      index.products.id(index.contents.product(slot, place)),
      index.contents.at(slot, place),
    ]);
    return [session, products] as const;
  });
  const products = [...index.products.ids()].map((product) => {
    const seen = index.products.seen(index.products.find(product) as number);
    const ranks = Array.from({ length: seen.length }, (_, rank) => [slots.get(seen.slot(rank)), seen.at(rank)]);
    return [product, ranks] as const;
  });
  return { sessions: Object.fromEntries(sessions), products: Object.fromEntries(products), sights: index.sights };
}

/** Session → product → latest time. */
function latest(all: readonly Sight[]): Map<string, Map<string, number>> {
  const sessions = new Map<string, Map<string, number>>();
  for (const { session, product, at } of all) {
    const products = sessions.get(session) ?? new Map<string, number>();
    sessions.set(session, products.set(product, Math.max(at, products.get(product) ?? 0)));
  }
  return sessions;
}

describe('the session index', () => {
  it('holds the same whatever the order in which sights were added', () => {
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(contentOf(fill(other))).toEqual(contentOf(fill(all)));
      }),
    );
  });

  it('holds of each session each product once, with the latest time, both ways', () => {
    fc.assert(
      fc.property(sights, (all) => {
        const index = fill(all);
        const expected = latest(all);
        expect(index.sessions).toBe(expected.size);
        const pairs = [...expected].flatMap(([session, products]) => [...products.keys()].map((key) => [session, key]));
        expect(index.sights).toBe(pairs.length);
        for (const [session, product] of pairs as [string, string][]) {
          const slot = index.slotOf(session);
          const number = index.products.find(product) as number;
          const at = index.contents.at(slot, index.contents.find(slot, number));
          const seen = index.products.seen(number);
          const ranks = Array.from({ length: seen.length }, (_, rank) => [seen.slot(rank), seen.at(rank)]);
          expect(at * 1000 + Date.UTC(2020, 0, 1)).toBe(expected.get(session)?.get(product));
          expect(ranks).toContainEqual([slot, at]);
        }
      }),
    );
  });

  it('keeps the latest sessions, and of each the latest products', () => {
    const bounds = fc.record({
      maxSessions: fc.integer({ min: 1, max: 6 }),
      maxProductsPerSession: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(shuffled, bounds, ([all, other], options) => {
        // Newest first within its session, as the past is read: a session that had to go does not come back.
        const order = [...new Set(other.map(({ session }) => session))];
        const bySession = order.flatMap((session) =>
          all.filter((each) => each.session === session).sort((a, b) => b.at - a.at),
        );
        const index = fill(bySession, new SessionIndex(options));
        const times = [...latest(all).values()].map((products) => Math.max(...products.values())).sort((a, b) => b - a);
        const kept = [...latest(all).keys()].filter((session) => index.slotOf(session) !== -1);
        const keptTimes = kept.map((session) => Math.max(...(latest(all).get(session)?.values() ?? [])));
        expect(keptTimes.sort((a, b) => b - a)).toEqual(times.slice(0, options.maxSessions));
        for (const session of kept) {
          const slot = index.slotOf(session);
          const count = index.contents.count(slot);
          expect(count).toBe(Math.min(options.maxProductsPerSession, latest(all).get(session)?.size ?? 0));
          expect((index.contents.at(slot, count - 1) + 1_577_836_800) * 1000).toBe(
            Math.max(...(latest(all).get(session)?.values() ?? [])),
          );
        }
      }),
    );
  });

  it('stays within its bounds whatever comes', () => {
    fc.assert(
      fc.property(sights, (all) => {
        const index = fill(all, new SessionIndex({ maxSessions: 3, maxProductsPerSession: 2 }));
        expect(index.sessions).toBeLessThanOrEqual(3);
        expect(index.sights).toBeLessThanOrEqual(6);
        expect(index.products.size).toBeLessThanOrEqual(index.sights);
      }),
    );
  });

  it('forgets all of a visitor, as if they had never come', () => {
    fc.assert(
      fc.property(sights, (all) => {
        const index = fill(all);
        const gone = index.forget('v1');
        const others = all.filter(({ visitor }) => visitor !== 'v1');
        expect(gone).toBe(latest(all).size - latest(others).size);
        expect(contentOf(index)).toEqual(contentOf(fill(others)));
      }),
    );
  });

  it('tells of a product that no session has any more, and lets it come back', () => {
    const gone: string[] = [];
    const index = new SessionIndex({ maxSessions: 1, onProductGone: (product) => gone.push(product) });
    index.add({ session: 'a', visitor: 'v', product: 'p', at: start });
    index.add({ session: 'a', visitor: 'v', product: 'p', at: start + 1000 });
    expect(gone).toEqual([]);
    index.add({ session: 'b', visitor: 'v', product: 'q', at: start + 2000 });
    expect(gone).toEqual(['p']);
    expect(index.add({ session: 'c', visitor: 'v', product: 'p', at: start })).toBe(false);
    expect(index.products.size).toBe(1);
  });
});
