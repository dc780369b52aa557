import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isHistoryCursor } from './history/cursor.js';
import { toPersonRow } from './rows/record-rows.js';
import type { StoredEvent } from './stored-event.js';
import { lamp, orderId, shoppingTrip, tent, tripSessions } from './testing/shopping-trip.js';
import { type Draft, minuteMs, noon, store, toBlock, toLines } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const site = 'shop';
const november = noon + 31 * 86_400_000;

describe.each(Object.entries(targets))('history on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  /** One block a month, as the loader makes them. */
  async function load({ first, second }: { first: StoredEvent[]; second: StoredEvent[] }): Promise<void> {
    await target.warehouse.insert(toBlock(first));
    await target.warehouse.insert(toBlock(second));
  }

  function link(visitor: string, customerId: string): Promise<void> {
    const row = toPersonRow({ site, visitor, customerId, proof: 'key', linkedAt: noon });
    return target.warehouse.insert({ table: 'persons', token: randomUUID(), rows: toLines([row]) });
  }

  it('tells the visits of a visitor, newest first, with all that happened in them', async () => {
    const visitor = randomUUID();
    await load(shoppingTrip(visitor));
    await load(shoppingTrip(randomUUID()));
    const { quantity: __, ...product } = tent;
    expect(await target.warehouse.history({ site, visitor, limit: 20 })).toEqual({
      recognised: true,
      firstVisitAt: noon,
      lastVisitAt: november + 3 * minuteMs,
      visits: 2,
      sessions: [
        {
          sessionId: tripSessions.second,
          startedAt: november,
          endedAt: november + 3 * minuteMs,
          channel: 'web',
          device: 'mobile',
          country: 'FR',
          attentionMs: 0,
          pages: [],
          searches: [{ query: 'frontale', resultCount: 4, at: november }],
          cart: [{ ...lamp, quantity: 1 }],
          orders: [
            {
              orderId: `${orderId}${visitor}`,
              currency: 'EUR',
              totalMinor: 19_900,
              at: november + 3 * minuteMs,
              lines: [tent],
            },
          ],
        },
        {
          sessionId: tripSessions.first,
          startedAt: noon,
          endedAt: noon + 3 * minuteMs,
          channel: 'web',
          device: 'mobile',
          country: 'FR',
          attentionMs: 10_000,
          pages: [
            {
              path: '/',
              title: 'Accueil',
              topics: [],
              viewedAt: noon,
              attentionMs: 10_000,
              depthPercent: 100,
              sections: { une: 6_000 },
              products: [],
            },
            {
              path: '/tentes/t1',
              topics: ['tentes'],
              viewedAt: noon + 3 * minuteMs,
              attentionMs: 0,
              depthPercent: 0,
              products: [product],
            },
          ],
          searches: [],
          cart: [],
          orders: [],
        },
      ],
    });
  });

  it('does not recognise who never came, nor a bot, nor a visitor of another site', async () => {
    const visitor = randomUUID();
    const nothing = { recognised: false, visits: 0, sessions: [] };
    await target.warehouse.insert(toBlock([store({ type: 'page_view', path: '/' }, { visitor, isBot: true })]));
    await target.warehouse.insert(toBlock([store({ type: 'page_view', path: '/' }, { visitor, site: 'other' })]));
    expect(await target.warehouse.history({ site, visitor, limit: 20 })).toEqual(nothing);
    expect(await target.warehouse.history({ site, visitor: randomUUID(), limit: 20 })).toEqual(nothing);
    expect(await target.warehouse.history({ site, customerId: 'nobody', limit: 20 })).toEqual(nothing);
  });

  it('gives each session on exactly one page, though newer ones arrive between the pages', async () => {
    const visitor = randomUUID();
    const visit = (hour: number) =>
      store(
        { type: 'page_view', path: `/${hour}` },
        { visitor, sessionId: randomUUID(), occurredAt: noon + hour * 3_600_000 },
      );
    // Two of them start in the same millisecond.
    await target.warehouse.insert(toBlock([0, 1, 2, 3, 3, 4, 5].map(visit)));
    const paths: (string | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page = await target.warehouse.history({ site, visitor, limit: 2, ...(cursor ? { cursor } : {}) });
      paths.push(...page.sessions.map((session) => session.pages[0]?.path));
      cursor = page.nextCursor;
      await target.warehouse.insert(toBlock([visit(6)]));
    } while (cursor);
    expect(paths).toEqual(['/5', '/4', '/3', '/3', '/2', '/1', '/0']);
  });

  it('ends a page before the session that would make it too long', async () => {
    const visitor = randomUUID();
    for (const day of [0, 1, 2]) {
      const sessionId = randomUUID();
      const events = Array.from({ length: 900 }, (__, index) =>
        store({ type: 'search', query: 'x' }, { visitor, sessionId, occurredAt: noon + day * 86_400_000 + index }),
      );
      await target.warehouse.insert(toBlock(events));
    }
    const page = await target.warehouse.history({ site, visitor, limit: 20 });
    expect(page.sessions.map((session) => session.searches.length)).toEqual([900, 900]);
    expect(page.visits).toBe(3);
    expect(isHistoryCursor(page.nextCursor as string)).toBe(true);
    const rest = await target.warehouse.history({ site, visitor, limit: 20, cursor: page.nextCursor as string });
    expect(rest.sessions.map((session) => session.searches.length)).toEqual([900]);
    expect(rest.nextCursor).toBeUndefined();
  });

  it.each(['', 'x', "1.'; DROP TABLE sessions", 'zzzzzzzzzzzz.0199a000-0000-7000-8000-0000000000a1'])(
    'refuses %j as a cursor',
    async (cursor) => {
      expect(isHistoryCursor(cursor)).toBe(false);
      const asking = target.warehouse.history({ site, visitor: randomUUID(), limit: 1, cursor });
      await expect(asking).rejects.toMatchObject({ code: 'refused' });
    },
  );

  it('tells a customer all visits of the visitors tied to them, each order once', async () => {
    const customerId = `K'${randomUUID()}`;
    const [phone, laptop] = [randomUUID(), randomUUID()];
    await load(shoppingTrip(phone));
    const visit = { visitor: laptop, sessionId: randomUUID(), occurredAt: noon + 5 * 86_400_000 };
    await target.warehouse.insert(toBlock([store({ type: 'page_view', path: '/laptop' }, visit)]));
    for (const visitor of [phone, laptop, phone]) await link(visitor, customerId);
    const history = await target.warehouse.history({ site, customerId, limit: 20 });
    expect(history.visits).toBe(3);
    expect(history.sessions.map((session) => session.startedAt)).toEqual([november, visit.occurredAt, noon]);
    expect(history.sessions.flatMap((session) => session.orders)).toHaveLength(1);
  });

  it('tells a customer what the till says of them, and of a shared visitor only that', async () => {
    const customerId = randomUUID();
    const shared = { visitor: randomUUID(), sessionId: randomUUID() };
    const order = { orderId: randomUUID(), currency: 'EUR', totalMinor: 500, lines: [lamp] };
    const events = [
      store({ type: 'page_view', path: '/somebody-else' }, shared),
      store({ type: 'page_view', path: '/other-session' }, { ...shared, sessionId: randomUUID() }),
      store({ type: 'purchase', order }, { ...shared, customerId, channel: 'till', occurredAt: noon + 1 }),
    ];
    await target.warehouse.insert(toBlock(events));
    const history = await target.warehouse.history({ site, customerId, limit: 20 });
    expect(history.sessions).toMatchObject([{ pages: [], orders: [{ orderId: order.orderId, totalMinor: 500 }] }]);
    expect(history.visits).toBe(1);
  });

  it('tells of an order of the till and of a mail, and counts neither as a visit', async () => {
    const visitor = randomUUID();
    const order = { orderId: randomUUID(), currency: 'EUR', totalMinor: 500, lines: [lamp] };
    const told = (draft: Draft, channel: string, at: number) =>
      store(draft, { visitor, channel, sessionId: randomUUID(), occurredAt: at });
    const till = told({ type: 'purchase', order }, 'till', noon);
    const mail = told({ type: 'custom', name: 'contact' }, 'email', november);
    await target.warehouse.insert(toBlock([till]));
    await target.warehouse.insert(toBlock([mail]));
    const asked = { site, visitor, limit: 20 };
    expect(await target.warehouse.history(asked)).toMatchObject({ recognised: true, visits: 0, sessions: [{}, {}] });
    expect(await target.warehouse.history(asked)).not.toHaveProperty('lastVisitAt');
    await target.warehouse.insert(toBlock([told({ type: 'page_view', path: '/' }, 'web', noon + minuteMs)]));
    const times = { firstVisitAt: noon + minuteMs, lastVisitAt: noon + minuteMs };
    expect(await target.warehouse.history(asked)).toMatchObject({ visits: 1, ...times });
  });

  it('tells only what is held for a purpose, where that is asked', async () => {
    const visitor = randomUUID();
    const sessionId = randomUUID();
    const searched = (query: string, over: object) => store({ type: 'search', query }, { visitor, sessionId, ...over });
    await target.warehouse.insert(toBlock([searched('both', {}), searched('figures', { purposes: ['measurement'] })]));
    await target.warehouse.insert(
      toBlock([searched('figures too', { purposes: ['measurement'], sessionId: randomUUID(), occurredAt: noon + 1 })]),
    );
    const query = { site, visitor, limit: 20, purpose: 'personalisation' } as const;
    const before = await target.warehouse.history(query);
    expect(before.visits).toBe(1);
    expect(before.sessions.flatMap(({ searches }) => searches.map((search) => search.query))).toEqual(['both']);
    await target.warehouse.withdraw([{ site, visitor, purposeMask: 2, at: noon + minuteMs }]);
    await target.warehouse.insert(toBlock([searched('again', { occurredAt: noon + 2 * minuteMs })]));
    const after = await target.warehouse.history(query);
    expect(after.sessions.flatMap(({ searches }) => searches.map((search) => search.query))).toEqual(['again']);
    expect((await target.warehouse.history({ site, visitor, limit: 20 })).visits).toBe(2);
  });

  it('keeps the order of the tab within a millisecond', async () => {
    const visit = { visitor: randomUUID(), sessionId: randomUUID() };
    const lines = [store({ type: 'cart_remove', line: lamp }, visit), store({ type: 'cart_add', line: lamp }, visit)];
    for (const [sequence, { event }] of lines.entries()) event.sequence = sequence;
    await target.warehouse.insert(toBlock(lines.toReversed()));
    const { sessions } = await target.warehouse.history({ site, visitor: visit.visitor, limit: 1 });
    expect(sessions[0]?.cart).toEqual([lamp]);
  });

  it('counts an order once that came as two events', async () => {
    const visitor = randomUUID();
    const order = { orderId: randomUUID(), currency: 'EUR', totalMinor: 500, lines: [lamp] };
    const bought = (ms: number) =>
      store({ type: 'purchase', order }, { visitor, sessionId: randomUUID(), occurredAt: noon + ms });
    await target.warehouse.insert(toBlock([bought(0)]));
    await target.warehouse.insert(toBlock([bought(1)]));
    const { sessions } = await target.warehouse.history({ site, visitor, limit: 20 });
    expect(sessions.map((session) => session.orders.length)).toEqual([0, 1]);
  });
});
