import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toFacts } from './rows/event-facts.js';
import { toEventRow } from './rows/event-row.js';
import type { FactColumns } from './rows/fact-columns.js';
import { toPersonRow } from './rows/record-rows.js';
import { type FactSums, type SessionFact, sumFact } from './session-fact.js';
import type { StoredEvent } from './stored-event.js';
import { type Draft, minuteMs, noon, store, toBlock, toLines } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const site = 'shop';
const sessions = [randomUUID(), randomUUID(), randomUUID()];

const topics = fc.subarray(['tentes', 'tentes/ultra', 'lampes', 'a-propos']);
const path = fc.constantFrom('/', '/tentes', '/t?page=2');
const product = fc.record({
  productId: fc.constantFrom('T1', "L'1", 'é'),
  brand: fc.constantFrom('Cairn', 'Ôm'),
  priceMinor: fc.integer({ min: 0, max: 100_000 }),
  currency: fc.constant('EUR'),
});
const line = fc
  .record({ product, quantity: fc.integer({ min: 1, max: 5 }), topics })
  .map(({ product: shown, ...rest }) => ({ ...shown, ...rest }));
const draft: fc.Arbitrary<Draft> = fc.oneof(
  fc.record({ type: fc.constant('page_view' as const), path, topics }),
  fc.record({
    type: fc.constant('engagement' as const),
    path,
    topics,
    attentionMs: fc.integer({ min: 0, max: 60_000 }),
    depthPercent: fc.constant(10),
  }),
  fc.record({ type: fc.constant('product_view' as const), path, product, topics }),
  fc.record({ type: fc.constantFrom('cart_add' as const, 'cart_remove' as const), line }),
  fc.record({
    type: fc.constantFrom('cart_view' as const, 'checkout_start' as const),
    lines: fc.array(line, { maxLength: 3 }),
    currency: fc.constantFrom('EUR', 'CHF'),
  }),
  fc.record({
    type: fc.constant('search' as const),
    query: fc.constantFrom('tente', 'lampe "x"'),
    resultCount: fc.constantFrom(0, 3),
  }),
  fc
    .record({ orderId: fc.uuid(), lines: fc.array(line, { minLength: 1, maxLength: 3 }) })
    .map(({ orderId, lines }) => ({
      type: 'purchase' as const,
      order: { orderId, currency: 'EUR', totalMinor: 1_000, coupon: 'MAI', lines },
    })),
  fc.record({
    type: fc.constantFrom('offer_exposed' as const, 'offer_withheld' as const, 'offer_clicked' as const),
    offerId: fc.constantFrom('soldes', 'retour'),
    slot: fc.constant('hero'),
  }),
  fc.constant({ type: 'custom' as const, name: 'contact' }),
  fc.constant({ type: 'custom' as const, name: 'other' }),
  fc.record({
    type: fc.constant('custom' as const),
    name: fc.constantFrom('interest_hidden', 'interest_shown'),
    properties: fc.constantFrom({ kind: 'topic', key: 'tentes' }, { kind: 3 }, {}),
  }),
  fc.record({
    type: fc.constant('custom' as const),
    name: fc.constantFrom('complaint_opened', 'complaint_closed'),
    properties: fc.constantFrom({ id: 'T"1\\é' }, { id: 12 }, { id: 1.5 }, { id: true }, { id: '' }, {}),
  }),
  fc.constant({ type: 'custom' as const, name: 'complaint_opened' }),
);

/** Events of one visitor in three sessions, some of them a bot's or held for measurement alone. */
const trail = fc.array(
  fc.record({
    draft,
    sessionId: fc.constantFrom(...sessions),
    at: fc.integer({ min: 0, max: 60_000 }),
    isBot: fc.constantFrom(false, false, false, true),
    purposes: fc.constantFrom(['measurement', 'personalisation'] as const, ['measurement'] as const),
    customerId: fc.constantFrom('', 'c-1'),
    channel: fc.constantFrom('web', 'till'),
  }),
  { minLength: 1, maxLength: 40 },
);
type Drafted = typeof trail extends fc.Arbitrary<(infer One)[]> ? One : never;

function toVisitor(drafts: readonly Drafted[]) {
  const visitor = randomUUID();
  const events = drafts.map(({ draft: one, at, ...over }) =>
    store(one, { ...over, visitor, occurredAt: noon + at * minuteMs }),
  );
  return { visitor, events };
}

function toColumns(event: StoredEvent): FactColumns {
  return JSON.parse(toEventRow(event)) as FactColumns;
}

function sum(facts: readonly SessionFact[]): SessionFact[] {
  const sums: FactSums = new Map();
  for (const fact of facts) sumFact(sums, fact);
  return sort([...sums.values()]);
}

/** Sets have no order, nor have facts. */
function sort(facts: readonly SessionFact[]): SessionFact[] {
  return facts
    .map((fact) => ({ ...fact, topics: fact.topics.toSorted(), customerIds: fact.customerIds.toSorted() }))
    .sort((a, b) => `${a.sessionId} ${a.kind} ${a.key}`.localeCompare(`${b.sessionId} ${b.kind} ${b.key}`));
}

describe.each(Object.entries(targets))('facts on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  /** In two blocks a month, each sent twice: rows of one fact are in parts that may not be merged yet. */
  async function load(events: readonly StoredEvent[]): Promise<void> {
    for (const month of [9, 10]) {
      const ofMonth = events.filter((event) => new Date(event.occurredAt).getUTCMonth() === month);
      const blocks = [0, 1].map((half) => ofMonth.filter((_event, index) => index % 2 === half));
      for (const block of blocks.filter((some) => some.length > 0).map((some) => toBlock(some))) {
        await target.warehouse.insert(block);
        await target.warehouse.insert(block);
      }
    }
  }

  it('are in ClickHouse what they are in the process, in whatever order and however often blocks arrive', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(trail, { minLength: 10, maxLength: 10 }), async (trails) => {
        const visitors = trails.map((drafts) => toVisitor(drafts));
        await load(visitors.flatMap(({ events }) => events));
        for (const { visitor, events } of visitors) {
          const { facts } = await target.warehouse.personFacts({ site, visitors: [visitor] });
          expect(sort(facts)).toEqual(sum(events.flatMap((event) => toFacts(toColumns(event)))));
          const ref = { site, visitor, sessionId: sessions[0] as string, from: noon };
          const ofSession = await target.warehouse.eventFacts(ref);
          const expected = facts.filter((fact) => fact.sessionId === sessions[0]);
          expect(sum([...ofSession.values()].flat())).toEqual(sort(expected));
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  });

  it('leave out the session that the caller knows by itself', async () => {
    const visitor = randomUUID();
    const [one, two] = sessions as [string, string];
    const ofSession = (sessionId: string) => store({ type: 'page_view', path: '/' }, { visitor, sessionId });
    await target.warehouse.insert(toBlock([ofSession(one), ofSession(two)]));
    const { facts } = await target.warehouse.personFacts({ site, visitors: [visitor], exceptSession: two });
    expect(new Set(facts.map((fact) => fact.sessionId))).toEqual(new Set([one]));
  });

  it('are of all visitors of a customer, with what was refunded', async () => {
    const [phone, desk, stranger] = [randomUUID(), randomUUID(), randomUUID()];
    const order = {
      orderId: randomUUID(),
      currency: 'EUR',
      totalMinor: 500,
      lines: [{ productId: 'T1', quantity: 2 }],
    };
    const line = { productId: 'T1', quantity: 1 };
    const refund = { orderId: order.orderId, lines: [line, line] };
    await target.warehouse.insert(
      toBlock([
        store({ type: 'purchase', order }, { visitor: desk }),
        store({ type: 'page_view', path: '/' }, { visitor: stranger }),
        store({ type: 'refund', refund }, { visitor: stranger, occurredAt: noon + minuteMs }),
        store(
          { type: 'refund', refund: { ...refund, totalMinor: 70 } },
          { visitor: stranger, occurredAt: noon + minuteMs },
        ),
      ]),
    );
    const rows = [phone, desk].map((visitor) =>
      toPersonRow({ site, visitor, customerId: 'c-9', proof: 'key', linkedAt: noon }),
    );
    await target.warehouse.insert({ table: 'persons', token: randomUUID(), rows: toLines(rows) });
    const told = await target.warehouse.personFacts({ site, visitors: [phone], customerId: 'c-9' });
    expect(new Set(told.facts.map((fact) => fact.visitor))).toEqual(new Set([desk]));
    expect(told.facts.find((fact) => fact.kind === 'order')).toMatchObject({ key: order.orderId, order: { ...order } });
    const refunded = { orderId: order.orderId, at: noon + minuteMs, productId: 'T1', quantity: 1 };
    const amounts = told.refunds.sort((a, b) => (a.amountMinor ?? -1) - (b.amountMinor ?? -1));
    expect(amounts).toEqual([refunded, refunded, { ...refunded, amountMinor: 0 }, { ...refunded, amountMinor: 70 }]);
  });

  it('go with a withdrawal of personalisation, and stay of what was granted again', async () => {
    const visitor = randomUUID();
    const early = store({ type: 'page_view', path: '/early' }, { visitor });
    const late = store({ type: 'page_view', path: '/late' }, { visitor, occurredAt: noon + 10 * minuteMs });
    await target.warehouse.insert(toBlock([early, late]));
    await target.warehouse.withdraw([{ site, visitor, purposeMask: 2, at: noon + minuteMs }]);
    const { facts } = await target.warehouse.personFacts({ site, visitors: [visitor] });
    expect(facts.filter((fact) => fact.kind === 'page').map((fact) => fact.key)).toEqual(['/late']);
    await target.warehouse.erase([{ site, visitor }]);
    expect((await target.warehouse.personFacts({ site, visitors: [visitor] })).facts).toEqual([]);
  });
});
