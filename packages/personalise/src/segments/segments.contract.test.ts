import { defaultInterestSettings, type InterestSettings, type SegmentTree } from '@sillage/protocol';
import { allReports, type PersonRef, type SegmentQuestion, type SessionFact } from '@sillage/warehouse';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SiteCatalogue } from '../catalogue/site-catalogue.js';
import { toKeptOrders } from '../facts/kept-orders.js';
import { type KnownPerson, knownPeople, toOrderFact, toRefunds } from '../testing/known-people.js';
import { openShop, type ShopOnDisk } from '../testing/open-shop.js';
import { now, type RandomShop, randomShop } from '../testing/random-shop.js';
import { randomTree } from '../testing/random-tree.js';
import { isInSegment, type SegmentSubjectSettings, toSegmentSubject } from './is-in-segment.js';

/** Trees asked of each shop, for inserting takes longer than asking. */
const treesOfShop = 20;
/** Asked of each shop, for what counts as a visit shows in their number alone. */
const ofVisits: SegmentTree[] = [1, 2, 3].map((value) => ({ type: 'number', fact: 'visits', is: 'equals', value }));
const runs = Number(process.env.SEGMENT_RUNS ?? 6);

let disk: ShopOnDisk;
let shops = 0;
beforeAll(async () => {
  disk = await openShop();
});
afterAll(() => disk.close());

async function findOneByOne(question: SegmentQuestion, people: readonly KnownPerson[]): Promise<string[]> {
  const found: string[] = [];
  for (const person of people) {
    const refs: PersonRef[] = [{ visitor: person.visitors.at(-1) as string }];
    if (person.customerId !== '') refs.push({ customerId: person.customerId });
    const answers = new Set<boolean>();
    for (const ref of refs) answers.add(await disk.warehouse.isInSegment({ ...question, person: ref }));
    expect(answers.size).toBe(1);
    if (answers.has(true)) found.push(idOf(person));
  }
  return found.sort();
}

/** A decision knows of a person what a segment does, whichever of their visitors asks. */
async function expectSameFacts(site: string, { customerId, visitors, facts }: KnownPerson): Promise<void> {
  for (const visitor of visitors) {
    const asked = { site, visitors: [visitor], ...(customerId === '' ? {} : { customerId }) };
    expect(sort((await disk.warehouse.personFacts(asked)).facts)).toEqual(sort(facts));
  }
}

/** Reports of loyalty count the orders that count here, whoever's they are and whatever was granted. */
async function expectSameOrders(site: string, { events }: RandomShop): Promise<void> {
  const facts = events.flatMap(({ event, isBot, isInternal, occurredAt }) =>
    event.type === 'purchase' && !isBot && !isInternal ? [toOrderFact(event.order, occurredAt)] : [],
  );
  const kept = toKeptOrders({ facts, refunds: events.flatMap(toRefunds) });
  for (const currency of ['EUR', 'CHF']) {
    const counted = kept.filter((order) => order.currency === currency);
    const revenue = counted.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0);
    expect(await tellOrders(site, currency)).toEqual({ orders: counted.length, revenue });
  }
}

async function tellOrders(site: string, currency: string): Promise<{ orders: number; revenue: number }> {
  const report = allReports.find(({ name }) => name === 'rfm');
  if (!report) throw new Error('the report has another name');
  const period = { from: '2026-01-01', to: '2027-01-31', timeZone: 'UTC' };
  const question = { site, currency, now, ...period, filters: {}, parameters: {} };
  const { rows } = await disk.warehouse.report(report, question);
  const add = (column: string) => {
    const place = report.columns.findIndex(({ name }) => name === column);
    return rows.reduce((sum, row) => sum + Number(row[place]), 0);
  };
  return { orders: add('orders'), revenue: add('revenue') };
}

/** Sets have no order, nor have facts. */
function sort(facts: readonly SessionFact[]): SessionFact[] {
  return facts
    .map((fact) => ({ ...fact, topics: fact.topics.toSorted(), customerIds: fact.customerIds.toSorted() }))
    .sort((a, b) => (toId(a) < toId(b) ? -1 : 1));
}

const toId = ({ sessionId, kind, key }: SessionFact) => `${sessionId} ${kind} ${key}`;

function interpret(tree: SegmentTree, people: readonly KnownPerson[], settings: SegmentSubjectSettings): string[] {
  const found = people.filter((person) => isInSegment(tree, toSegmentSubject(person, now, settings)));
  return found.map(idOf).sort();
}

const interestSettings = fc.constantFrom<InterestSettings>(defaultInterestSettings, {
  halfLifeDays: 7,
  weights: { pageView: 0.3, attentionMinute: 0, productView: 1.1, cartAdd: 2, purchase: 4 },
  topics: { sacs: 'bagages', 'sacs/velo': 'velo/sacs', 'velo/casques': '', velours: 'velo' },
});

function toCatalogue({ catalogue = [], productIds }: RandomShop): SiteCatalogue {
  const known = new SiteCatalogue(productIds);
  for (const product of catalogue) known.apply(product);
  return known;
}

const idOf = ({ visitors }: KnownPerson) => [...visitors].sort().join(' ');

it('lists by SQL, finds one by one by SQL and interprets the same persons, whatever happened and whatever is asked', async () => {
  const anything = fc.record({
    shop: fc.nat().chain(() => randomShop(`site-${shops++}`)),
    trees: fc.array(randomTree, { minLength: treesOfShop, maxLength: treesOfShop }),
    eventsOfBlock: fc.integer({ min: 5, max: 20 }),
    interests: interestSettings,
  });
  const sizes = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(anything, async ({ shop, trees, eventsOfBlock, interests }) => {
      const site = shop.events[0]?.site;
      if (site === undefined) return;
      await disk.insert(shop, eventsOfBlock);
      const people = knownPeople(shop);
      for (const person of people) await expectSameFacts(site, person);
      await expectSameOrders(site, shop);
      const { productIds } = shop;
      const catalogue = toCatalogue(shop);
      const settings = { interestSettings: interests, findSold: (id: string) => catalogue.findSold(id) };
      for (const [index, tree] of [...trees, ...ofVisits].entries()) {
        const question = { site, tree, now, interests, ...(productIds && { productIds }) };
        const interpreted = interpret(tree, people, settings);
        sizes.set(interpreted.length, (sizes.get(interpreted.length) ?? 0) + 1);
        expect(await disk.list(question), JSON.stringify(tree)).toEqual(interpreted);
        if (index < 2) expect(await findOneByOne(question, people), JSON.stringify(tree)).toEqual(interpreted);
      }
    }),
    // a shop that fails is whole in the message; making it smaller would insert it anew each time
    { numRuns: runs, endOnFailure: true },
  );
  expect(sizes.size).toBeGreaterThan(3);
}, 600_000);
