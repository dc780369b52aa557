import { defaultInterestSettings, uuidv7 } from '@sillage/protocol';
import {
  type FactColumns,
  type FactSums,
  type PersonQuery,
  readFactColumns,
  type SessionFact,
  type SessionRef,
  sumFact,
  toFacts,
  WarehouseError,
} from '@sillage/warehouse';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { scoreInterests } from '../interests/score-interests.js';
import { toAcceptedEvent } from '../testing/accepted-event.js';
import type { AcceptedEvent } from './live-visit.js';
import { LiveVisitors } from './live-visitors.js';

const site = 'shop';
const start = Date.UTC(2026, 5, 1);
const minuteMs = 60_000;
const visitors = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];

/** A node's clock, journal and ClickHouse, as far as the live visitors see them: what is loaded lags behind what is accepted. */
class Shop {
  now = start;
  readonly accepted: AcceptedEvent[] = [];
  loaded = 0;
  isAway = false;
  reads = 0;

  readonly warehouse = {
    personFacts: async ({ visitors: asked, exceptSession }: PersonQuery) => {
      this.reads += 1;
      if (this.isAway) throw new WarehouseError('unavailable', 'away');
      const events = this.#stored(asked).filter((event) => event.sessionId !== exceptSession);
      return { facts: sum(events), refunds: [] };
    },
    eventFacts: async ({ visitor, sessionId }: SessionRef) => {
      if (this.isAway) throw new WarehouseError('unavailable', 'away');
      const events = this.#stored([visitor]).filter((event) => event.sessionId === sessionId);
      return new Map(events.map((event) => [event.id, toFacts(readFactColumns(event))]));
    },
  };

  open(mostFacts?: number): LiveVisitors {
    return new LiveVisitors({
      warehouse: this.warehouse,
      clock: () => this.now,
      loadedUpTo: () => (this.accepted[this.loaded]?.receivedAt ?? this.now) - 1,
      ...(mostFacts === undefined ? {} : { mostFacts }),
    });
  }

  #stored(asked: readonly string[]): AcceptedEvent[] {
    return this.accepted.slice(0, this.loaded).filter((event) => asked.includes(event.visitor));
  }
}

function sum(events: readonly AcceptedEvent[]): SessionFact[] {
  const sums: FactSums = new Map();
  for (const event of events) for (const fact of toFacts(readFactColumns(event))) sumFact(sums, fact);
  return [...sums.values()];
}

function sort(facts: readonly SessionFact[]): string[] {
  return facts.map((fact) => JSON.stringify({ ...fact, topics: fact.topics.toSorted() })).sort();
}

const subject = (visitor: string) => ({ site, visitor, others: [], customerId: undefined, withdrawnAt: undefined });

let made = 0;

function event(visitor: string, sessionId: string, at: number, columns: Partial<FactColumns> = {}): AcceptedEvent {
  const row: FactColumns = {
    visitor,
    session: sessionId,
    type: 'page_view',
    ts: at,
    purposes: 3,
    channel: 'web',
    device: 'mobile',
    path: '/tentes',
    topics: ['tentes'],
    ...columns,
  };
  made += 1;
  const id = uuidv7(at, new Uint8Array([made >> 16, made >> 8, made, 0, 0, 0, 0, 0, 0, 0]));
  return toAcceptedEvent(row, { site, id });
}

/** What happens in a shop, one step after the other. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('view' as const),
      who: fc.nat(1),
      product: fc.constantFrom('', 'P1', 'P2'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('late' as const), who: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('ask' as const), who: fc.nat(1) }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('load' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('leave' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('restart' as const) }) },
);

it('counts every accepted event once, whatever is loaded, forgotten, late or started again meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 60 }),
      fc.constantFrom(8, 30, 10_000),
      async (steps, mostFacts) => {
        const shop = new Shop();
        let live = shop.open(mostFacts);
        const sessions = new Map<number, string[]>();
        const take = (one: AcceptedEvent) => {
          shop.accepted.push(one);
          live.accept([one]);
        };
        for (const one of steps) {
          shop.now += 1_000;
          if (one.does === 'view') {
            const known = sessions.get(one.who) ?? sessions.set(one.who, [uuidv7(shop.now)]).get(one.who);
            const columns: Partial<FactColumns> =
              one.product === '' ? {} : { type: 'product_view', product_id: one.product };
            take(event(visitors[one.who] as string, known?.at(-1) as string, shop.now, columns));
          } else if (one.does === 'late') {
            const before = sessions.get(one.who)?.at(-2);
            if (before)
              take({ ...event(visitors[one.who] as string, before, shop.now - 40 * minuteMs), receivedAt: shop.now });
          } else if (one.does === 'load') {
            shop.loaded += Math.floor((shop.accepted.length - shop.loaded) * one.share);
          } else if (one.does === 'leave') {
            shop.now += 31 * minuteMs;
            shop.loaded = shop.accepted.length;
            for (const [who, known] of sessions) known.push(uuidv7(shop.now + 1_000 + who));
            // each visit begins with its first event
            for (const [who, known] of sessions) {
              shop.now += 1_000;
              known[known.length - 1] = uuidv7(shop.now);
              take(event(visitors[who] as string, known.at(-1) as string, shop.now));
            }
          } else if (one.does === 'restart') {
            shop.loaded = shop.accepted.length;
            live = shop.open(mostFacts);
          } else {
            const visit = await live.find(subject(visitors[one.who] as string));
            expect(visit.facts().facts.length).toBeGreaterThanOrEqual(0);
          }
        }
        shop.now += 1_000;
        shop.loaded = shop.accepted.length;
        for (const visitor of visitors) {
          const told = (await live.find(subject(visitor))).facts();
          const all = sum(shop.accepted.filter((one) => one.visitor === visitor));
          expect(sort(told.facts)).toEqual(sort(all));
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('tells of an event that was accepted just before, though ClickHouse does not have it yet', async () => {
  const shop = new Shop();
  const live = shop.open();
  const [visitor] = visitors as [string];
  const session = uuidv7(start);
  for (const product of ['P1', 'P2', 'P3']) {
    shop.now += 1_000;
    const at = product === 'P1' ? start : shop.now;
    live.accept([
      event(visitor, session, at, {
        type: 'product_view',
        product_id: product,
        topics: [`rayon-${product.toLowerCase()}`],
      }),
    ]);
    const visit = await live.find(subject(visitor));
    const interests = visit.tell((person) => scoreInterests(person, defaultInterestSettings, shop.now), {
      now: shop.now,
      of: undefined,
    });
    expect(interests.map(({ key }) => key)).toContain(`rayon-${product.toLowerCase()}`);
  }
  expect(shop.reads).toBe(1);
});

it('reads the past once for those who ask at the same moment', async () => {
  const shop = new Shop();
  const live = shop.open();
  const [visitor] = visitors as [string];
  await Promise.all([live.find(subject(visitor)), live.find(subject(visitor)), live.find(subject(visitor))]);
  expect(shop.reads).toBe(1);
});

it('asks ClickHouse again once it is back', async () => {
  const shop = new Shop();
  const live = shop.open();
  const [visitor] = visitors as [string];
  shop.isAway = true;
  await expect(live.find(subject(visitor))).rejects.toThrow('away');
  shop.isAway = false;
  expect((await live.find(subject(visitor))).facts().facts).toEqual([]);
});

it('forgets what was before a withdrawal', async () => {
  const shop = new Shop();
  const live = shop.open();
  const [visitor] = visitors as [string];
  const session = uuidv7(start);
  const [before, after] = [event(visitor, session, start), event(visitor, session, start + 2_000, { path: '/after' })];
  shop.accepted.push(before);
  live.accept([before]);
  await live.find(subject(visitor));
  live.forget(site, visitor);
  shop.loaded = 1;
  shop.now = start + 2_000;
  live.accept([after]);
  const visit = await live.find({ ...subject(visitor), withdrawnAt: start + 1_000 });
  expect(
    visit
      .facts()
      .facts.filter((fact) => fact.kind === 'page')
      .map((fact) => fact.key),
  ).toEqual(['/after']);
});

it('forgets an erased visitor in the past of others of the same person too', async () => {
  const shop = new Shop();
  const live = shop.open();
  const [erased, other] = visitors as [string, string];
  shop.accepted.push(event(erased, uuidv7(start), start, { path: '/erased' }));
  shop.loaded = 1;
  shop.now = start + minuteMs;
  const person = { ...subject(other), others: [erased], customerId: 'c-1' };
  const pathsOf = async () =>
    (await live.find(person)).facts().facts.flatMap((fact) => (fact.kind === 'page' ? fact.key : []));
  expect(await pathsOf()).toEqual(['/erased']);
  shop.now += minuteMs;
  expect(await pathsOf()).toEqual(['/erased']);
  shop.accepted.length = 0;
  shop.loaded = 0;
  live.forgetErased('elsewhere', erased);
  expect(await pathsOf()).toEqual(['/erased']);
  live.forgetErased(site, erased);
  expect(await pathsOf()).toEqual([]);
});

it('keeps within its bound, and forgets first who was not asked for', async () => {
  const shop = new Shop();
  const live = shop.open(100);
  for (let index = 0; index < 500; index++) {
    const visitor = uuidv7(start + index);
    live.accept([event(visitor, uuidv7(start + index), start + index)]);
  }
  expect(live.facts).toBeLessThanOrEqual(100);
  expect(live.count).toBeGreaterThan(10);
});

it('keeps within its bound what visits grow to', async () => {
  const shop = new Shop();
  const live = shop.open(1_000);
  const pages = 60;
  for (let index = 0; index < 40; index++) {
    const [visitor, sessionId] = [uuidv7(start + index), uuidv7(start)];
    for (let page = 0; page < pages; page++) {
      live.accept([event(visitor, sessionId, start + page * 1_000, { path: `/${page}` })]);
      await live.find(subject(visitor));
    }
  }
  expect(live.count).toBeLessThanOrEqual(1_000 / pages);
  expect(live.count).toBeGreaterThan(10);
});
