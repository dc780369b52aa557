import { randomUUID } from 'node:crypto';
import type { SegmentTree } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toPersonRow } from './rows/record-rows.js';
import type { StoredEvent } from './stored-event.js';
import { type Draft, minuteMs, noon, store, toBlock, toLines } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const dayMs = 86_400_000;
const now = noon + dayMs;
const ordered: SegmentTree = { type: 'number', fact: 'orders', is: 'at_least', value: 1 };
const came: SegmentTree = { type: 'number', fact: 'visits', is: 'at_least', value: 1 };
const viewed: SegmentTree = { type: 'viewed', topic: 'velo', atLeast: 1 };

describe.each(Object.entries(targets))('what is told of segments and offers on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  /** Events of one visitor of a site, a session each. */
  async function insert(site: string, visitor: string, ...some: [Draft, Partial<StoredEvent>?][]): Promise<void> {
    const events = some.map(([draft, over]) => store(draft, { site, visitor, sessionId: randomUUID(), ...over }));
    await target.warehouse.insert(toBlock(events));
  }
  const page = (topics: string[] = []): Draft => ({ type: 'page_view', path: '/p', topics });
  const order = (totalMinor: number, currency = 'EUR', orderId: string = randomUUID()): Draft => ({
    type: 'purchase',
    order: { orderId, currency, totalMinor, lines: [{ productId: 'P1', priceMinor: 100, quantity: 1 }] },
  });
  const offer = (what: 'exposed' | 'withheld' | 'clicked' | 'dismissed', offerId: string): Draft => ({
    type: `offer_${what}`,
    offerId,
    slot: 'hero',
  });
  async function link(site: string, visitor: string, customerId: string): Promise<void> {
    const row = toPersonRow({ site, visitor, customerId, proof: 'key', linkedAt: noon });
    await target.warehouse.insert({ table: 'persons', token: randomUUID(), rows: toLines([row]) });
  }

  it('tells what a segment is worth beside everybody, in a currency and a period of the site', async () => {
    const site = randomUUID();
    const [loyal, lost, looker] = [randomUUID(), randomUUID(), randomUUID()];
    const orderId = randomUUID();
    await insert(site, loyal, [page(['velo'])], [order(10_000)], [order(5_000, 'CHF')]);
    // a minute past the midnight that ends the period in Paris
    await insert(site, loyal, [order(700), { occurredAt: Date.UTC(2026, 9, 1, 22, 1) }]);
    await insert(
      site,
      lost,
      ...[40, 38].map((days): [Draft, object] => [order(900), { occurredAt: noon - days * dayMs }]),
    );
    await insert(site, lost, [order(2_000, 'EUR', orderId), { occurredAt: noon - 36 * dayMs }]);
    await insert(site, lost, [{ type: 'refund', refund: { orderId } }]);
    await insert(site, looker, [page(['velo/casques'])]);
    const question = {
      site,
      tree: viewed,
      now,
      timeZone: 'Europe/Paris',
      from: '2026-10-01',
      to: '2026-10-01',
      currency: 'EUR',
    };
    const ofLoyal = { buyers: 1, orders: 2, paidOrders: 1, revenueMinor: 10_000 };
    expect(await target.warehouse.segmentWorth(question)).toEqual({
      segment: { persons: 2, ...ofLoyal, repeaters: 1, lost: 0 },
      everybody: { persons: 3, ...ofLoyal, repeaters: 2, lost: 1 },
    });
    const longer = await target.warehouse.segmentWorth({
      ...question,
      tree: ordered,
      from: '2026-08-01',
      to: '2026-10-02',
    });
    expect(longer.segment).toMatchObject({ persons: 2, buyers: 2, orders: 5, paidOrders: 4, revenueMinor: 12_500 });
    const nobody = await target.warehouse.segmentWorth({
      ...question,
      tree: { type: 'did', what: 'contacted', atLeast: 1 },
    });
    expect(nobody.segment).toMatchObject({ persons: 0, revenueMinor: 0 });
    expect(nobody.everybody.persons).toBe(3);
  });

  it('compares segments by persons, each once', async () => {
    const site = randomUUID();
    const [one, same, two, three] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await insert(site, one, [page(['velo'])]);
    await insert(site, same, [order(100)]);
    await link(site, one, 'c1');
    await link(site, same, 'c1');
    await insert(site, two, [page(['velo'])]);
    await insert(site, three, [page()]);
    const cells = await target.warehouse.segmentOverlap({ site, now, trees: [viewed, ordered, came] });
    const told = cells.map(({ isIn, persons }) => [isIn.map(Number).join(''), persons]);
    expect(new Map(told as [string, number][])).toEqual(
      new Map([
        ['111', 1],
        ['101', 1],
        ['001', 1],
      ]),
    );
  });

  it('lists what a fact was, most frequent first, topics with those above them', async () => {
    const site = randomUUID();
    const product = (productId: string, brand: string): Draft => ({
      type: 'product_view',
      product: { productId, brand },
    });
    await target.warehouse.putProducts(
      site,
      [{ revision: 1, product: { id: 'T-1', name: 'Tente' }, isRemoved: false }],
      noon,
    );
    const visitor = randomUUID();
    await insert(site, visitor, [page(['velo/casques'])], [page(['velo']), { country: 'BE', device: 'desktop' }]);
    await insert(site, visitor, [product('T-1', 'Cairn')], [product('T-1', 'Cairn')], [product('X', "l'Autre")]);
    await insert(site, randomUUID(), [page(['secret']), { isInternal: true }]);
    const values = (fact: 'topic' | 'brand' | 'product' | 'country' | 'device' | 'channel', limit = 10) =>
      target.warehouse.factValues({ site, fact, limit });
    expect(await values('topic')).toEqual([
      { value: 'velo', name: '', times: 2 },
      { value: 'velo/casques', name: '', times: 1 },
    ]);
    expect(await values('topic', 1)).toHaveLength(1);
    expect((await values('brand')).map(({ value }) => value)).toEqual(['Cairn', "l'Autre"]);
    expect(await values('product')).toEqual([
      { value: 'T-1', name: 'Tente', times: 2 },
      { value: 'X', name: '', times: 1 },
    ]);
    expect((await values('country')).map(({ value }) => value)).toEqual(['FR', 'BE']);
    expect((await values('device')).map(({ value }) => value)).toEqual(['mobile', 'desktop']);
    expect((await values('channel')).map(({ value }) => value)).toEqual(['web']);
  });

  it('counts whom an offer reached, by person, who has seen it often enough, and who sent it away', async () => {
    const site = randomUUID();
    const [phone, desk, other, held] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await link(site, phone, 'c1');
    await link(site, desk, 'c1');
    const early = { occurredAt: now - 3 * dayMs };
    const recent = { occurredAt: now - 60 * minuteMs };
    await insert(
      site,
      phone,
      [offer('exposed', 'a'), early],
      [offer('clicked', 'a'), recent],
      [offer('exposed', 'b'), recent],
    );
    await insert(site, desk, [offer('exposed', 'a'), recent]);
    await insert(site, other, [offer('exposed', 'a'), recent], [offer('dismissed', 'a'), early]);
    await insert(site, held, [offer('withheld', 'a'), recent]);
    await insert(site, randomUUID(), [offer('exposed', 'a'), { ...recent, isInternal: true }]);
    await insert(site, randomUUID(), [offer('exposed', 'gone'), recent]);
    const offers = [
      { id: 'a', cap: { exposures: 2, days: 7 }, cooldownDays: 7 },
      { id: 'b', cooldownDays: 0 },
    ];
    const query = { site, now, since: now - dayMs, offers };
    const { offers: told, pressed } = await target.warehouse.offerContacts({
      ...query,
      pressure: { contacts: 2, days: 7 },
    });
    expect(Object.fromEntries(told)).toEqual({
      a: { exposures: 2, withheld: 1, clicks: 1, dismissals: 0, persons: 2, capped: 1, cooling: 1 },
      b: { exposures: 1, withheld: 0, clicks: 0, dismissals: 0, persons: 1, capped: 0, cooling: 0 },
    });
    expect(pressed).toBe(1);
    expect((await target.warehouse.offerContacts({ ...query, offers: [] })).offers.size).toBe(0);
    expect((await target.warehouse.offerContacts(query)).pressed).toBe(0);
  });

  it('finds products by a part of their name, id or brand, whatever the case and accents', async () => {
    const site = randomUUID();
    const products = [
      { id: 'A-1', name: 'Tente Lozère', brand: 'Nordlys' },
      { id: 'A-2', name: 'Lampe %_' },
    ];
    await target.warehouse.putProducts(
      site,
      products.map((product) => ({ revision: 1, product, isRemoved: false })),
      noon,
    );
    const find = async (search: string) =>
      (await target.warehouse.listProducts({ site, search, limit: 10 })).map(({ id }) => id);
    expect(await find('lozere')).toEqual(['A-1']);
    expect(await find('NORD')).toEqual(['A-1']);
    expect(await find('a-')).toEqual(['A-1', 'A-2']);
    expect(await find('%')).toEqual(['A-2']);
    expect(await find("') OR 1=1 --")).toEqual([]);
  });
});
