import { defaultInterestSettings, type InterestSettings, type SegmentTree } from '@sillage/protocol';
import type { PersonRef, SegmentQuestion } from '@sillage/warehouse';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SiteCatalogue } from '../catalogue/site-catalogue.js';
import { type KnownPerson, knownPeople } from '../testing/known-people.js';
import { openShop, type ShopOnDisk } from '../testing/open-shop.js';
import { now, type RandomShop, randomShop } from '../testing/random-shop.js';
import { randomTree } from '../testing/random-tree.js';
import { isInSegment, type SegmentSubjectSettings, toSegmentSubject } from './is-in-segment.js';

/** Trees asked of each shop, for inserting takes longer than asking. */
const treesOfShop = 20;
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

function interpret(tree: SegmentTree, people: readonly KnownPerson[], settings: SegmentSubjectSettings): string[] {
  const found = people.filter((person) => isInSegment(tree, toSegmentSubject(person, now, settings)));
  return found.map(idOf).sort();
}

const interestSettings = fc.constantFrom<InterestSettings>(defaultInterestSettings, {
  halfLifeDays: 7,
  weights: { pageView: 0.3, attentionMinute: 0, productView: 1.1, cartAdd: 2, purchase: 4 },
  topics: { sacs: 'bagages', 'velo/casques': '', velours: 'velo' },
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
      const { productIds } = shop;
      const catalogue = toCatalogue(shop);
      const settings = { interestSettings: interests, findSold: (id: string) => catalogue.findSold(id) };
      for (const [index, tree] of trees.entries()) {
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
