import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { uuidv7 } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OfferOutcomesQuery } from './offer-outcomes.js';
import { holdoutFraction } from './queries/holdout-fraction.js';
import { toPersonRow } from './rows/record-rows.js';
import type { StoredEvent } from './stored-event.js';
import { type Draft, minuteMs, noon, store, toBlock, toLines } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const dayMs = 86_400_000;
const cases = createRequire(import.meta.url)('@sillage/protocol/holdout-cases.json') as {
  salt: string;
  personKey: string;
  fraction: number;
}[];

describe.each(Object.entries(targets))('outcomes of an offer on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  /** Events of one visitor in one session, in minutes after noon. */
  function visitorOf(offerId: string, over: Partial<StoredEvent> = {}) {
    const visitor = randomUUID();
    const sessionId = uuidv7(noon);
    const events: StoredEvent[] = [];
    const add = (draft: Draft, minutes: number, more: Partial<StoredEvent> = {}) => {
      events.push(store(draft, { visitor, sessionId, occurredAt: noon + minutes * minuteMs, ...over, ...more }));
      return told;
    };
    const told = {
      visitor,
      events,
      did: (what: 'exposed' | 'withheld' | 'clicked' | 'dismissed', minutes: number, more?: Partial<StoredEvent>) =>
        add({ type: `offer_${what}`, offerId, slot: 'hero' }, minutes, more),
      bought: (
        totalMinor: number,
        minutes: number,
        more: Partial<StoredEvent> & { orderId?: string; currency?: string } = {},
      ) => {
        const { orderId = randomUUID(), currency = 'EUR', ...rest } = more;
        const lines = [{ productId: 'P1', priceMinor: 100, quantity: 3 }];
        return add({ type: 'purchase', order: { orderId, currency, totalMinor, lines } }, minutes, rest);
      },
      refunded: (refund: { orderId: string; totalMinor?: number; lines?: { productId: string; quantity: number }[] }) =>
        add({ type: 'refund', refund }, 100),
    };
    return told;
  }

  /** In two blocks, so that what belongs together lies in two parts. */
  const load = async (...some: { events: StoredEvent[] }[]) => {
    const events = some.flatMap((one) => one.events);
    for (const half of [0, 1]) {
      const block = toBlock(events.filter((_, index) => index % 2 === half));
      if (block.rows.length > 0) await target.warehouse.insert(block);
    }
  };
  const ask = (offerId: string, over: Partial<OfferOutcomesQuery> = {}) =>
    target.warehouse.offerOutcomes({
      site: 'shop',
      offerId,
      since: noon - dayMs,
      until: noon + 60 * dayMs,
      windowDays: 14,
      currency: 'EUR',
      salt: offerId,
      holdout: 0,
      ...over,
    });

  it('says nothing of an offer that nobody met', async () => {
    const { exposed, withheld } = await ask(randomUUID());
    expect(exposed).toEqual(withheld);
    expect(exposed).toMatchObject({ persons: 0, revenueMinor: 0, firstAt: undefined });
  });

  it('tells persons apart by what they met first, and adds up what they did within the window', async () => {
    const offerId = randomUUID();
    await load(
      visitorOf(offerId)
        .bought(9_999, -1)
        .did('exposed', 0)
        .did('exposed', 1)
        .did('clicked', 2)
        .bought(1_000, 3)
        .bought(500, 4),
      visitorOf(offerId)
        .did('exposed', 5)
        .did('dismissed', 6)
        .bought(700, 14 * 1440 + 6),
      visitorOf(offerId)
        .did('withheld', 0)
        .bought(300, 10, { currency: 'CHF' } as Partial<StoredEvent>),
      visitorOf(offerId)
        .did('withheld', 0)
        .did('exposed', 3 * 1440, { sessionId: uuidv7(noon) })
        .bought(200, 5),
      visitorOf(randomUUID()).did('exposed', 0).bought(1, 2),
    );
    expect(await ask(offerId)).toEqual({
      exposed: {
        persons: 2,
        recentPersons: 0,
        clickedPersons: 1,
        clicks: 1,
        dismissedPersons: 1,
        convertedPersons: 1,
        orders: 2,
        otherCurrencyOrders: 0,
        revenueMinor: 1_500,
        revenueSquares: 2_250_000,
        movedPersons: 0,
        firstAt: noon,
      },
      withheld: {
        persons: 2,
        recentPersons: 0,
        clickedPersons: 0,
        clicks: 0,
        dismissedPersons: 0,
        convertedPersons: 2,
        orders: 2,
        otherCurrencyOrders: 1,
        revenueMinor: 200,
        revenueSquares: 40_000,
        movedPersons: 2,
        firstAt: noon,
      },
    });
    expect((await ask(offerId, { until: noon + 2 * minuteMs, holdout: 0.999_999 })).exposed).toMatchObject({
      persons: 1,
      recentPersons: 1,
      orders: 0,
      movedPersons: 1,
    });
  });

  it('takes refunds off: by total, by line, by the whole order', async () => {
    const offerId = randomUUID();
    const [whole, part, lines] = [randomUUID(), randomUUID(), randomUUID()];
    await load(
      visitorOf(offerId).did('exposed', 0).bought(300, 1, { orderId: whole }).refunded({ orderId: whole }),
      visitorOf(offerId)
        .did('exposed', 0)
        .bought(300, 1, { orderId: part })
        .refunded({ orderId: part, totalMinor: 50 }),
      visitorOf(offerId)
        .did('exposed', 0)
        .bought(300, 1, { orderId: lines })
        .refunded({ orderId: lines, lines: [{ productId: 'P1', quantity: 2 }] }),
    );
    const { exposed } = await ask(offerId);
    expect(exposed).toMatchObject({ persons: 3, convertedPersons: 2, orders: 2, revenueMinor: 350 });
  });

  it('counts a customer once over devices and channels, at the first of them', async () => {
    const offerId = randomUUID();
    const customerId = randomUUID();
    const phone = visitorOf(offerId).did('exposed', 10);
    const laptop = visitorOf(offerId, { customerId }).did('withheld', 0);
    const till = visitorOf(offerId, { customerId, channel: 'till' }).bought(800, 60);
    await load(phone, laptop, till);
    const person = { site: 'shop', visitor: phone.visitor, customerId, proof: 'key', linkedAt: noon } as const;
    const rows = toLines([toPersonRow(person)]);
    await target.warehouse.insert({ table: 'persons', token: randomUUID(), rows });
    const { exposed, withheld } = await ask(offerId);
    expect(exposed.persons).toBe(0);
    expect(withheld).toMatchObject({ persons: 1, orders: 1, revenueMinor: 800 });
  });

  it('leaves out the shop’s own people, bots, and what is not held for personalising', async () => {
    const offerId = randomUUID();
    await load(
      visitorOf(offerId, { isInternal: true }).did('exposed', 0),
      visitorOf(offerId, { isBot: true }).did('exposed', 0),
      visitorOf(offerId, { purposes: ['measurement'] }).did('exposed', 0),
      visitorOf(offerId)
        .did('exposed', 0)
        .bought(5, 1, { purposes: ['measurement'] }),
    );
    expect((await ask(offerId)).exposed).toMatchObject({ persons: 1, orders: 0 });
  });

  it('draws as the protocol does', async () => {
    for (const { salt, personKey, fraction } of cases) {
      const sql = `SELECT ${holdoutFraction('{salt:String}', '{key:String}')} AS fraction`;
      const rows = await target.clickhouse.rows({ action: 'draw', sql }, { salt, key: personKey });
      expect(rows).toEqual([{ fraction }]);
    }
  });
});
