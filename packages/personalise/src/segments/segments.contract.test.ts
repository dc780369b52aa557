import type { SegmentTree } from '@sillage/protocol';
import type { PersonRef } from '@sillage/warehouse';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KnownPerson, knownPeople } from '../testing/known-people.js';
import { openShop, type ShopOnDisk } from '../testing/open-shop.js';
import { now, randomShop } from '../testing/random-shop.js';
import { randomTree } from '../testing/random-tree.js';
import { isInSegment, toSegmentSubject } from './is-in-segment.js';

/** Trees asked of each shop, for inserting takes longer than asking. */
const treesOfShop = 20;
const runs = Number(process.env.SEGMENT_RUNS ?? 6);

let disk: ShopOnDisk;
let shops = 0;
beforeAll(async () => {
  disk = await openShop();
});
afterAll(() => disk.close());

async function findOneByOne(site: string, tree: SegmentTree, people: readonly KnownPerson[]): Promise<string[]> {
  const found: string[] = [];
  for (const person of people) {
    const refs: PersonRef[] = [{ visitor: person.visitors.at(-1) as string }];
    if (person.customerId !== '') refs.push({ customerId: person.customerId });
    const answers = new Set<boolean>();
    for (const ref of refs) answers.add(await disk.warehouse.isInSegment({ site, tree, now, person: ref }));
    expect(answers.size).toBe(1);
    if (answers.has(true)) found.push(idOf(person));
  }
  return found.sort();
}

function interpret(tree: SegmentTree, people: readonly KnownPerson[]): string[] {
  const found = people.filter((person) => isInSegment(tree, toSegmentSubject(person, now)));
  return found.map(idOf).sort();
}

const idOf = ({ visitors }: KnownPerson) => [...visitors].sort().join(' ');

it('lists by SQL, finds one by one by SQL and interprets the same persons, whatever happened and whatever is asked', async () => {
  const anything = fc.record({
    shop: fc.nat().chain(() => randomShop(`site-${shops++}`)),
    trees: fc.array(randomTree, { minLength: treesOfShop, maxLength: treesOfShop }),
    eventsOfBlock: fc.integer({ min: 5, max: 20 }),
  });
  const sizes = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(anything, async ({ shop, trees, eventsOfBlock }) => {
      const site = shop.events[0]?.site;
      if (site === undefined) return;
      await disk.insert(shop, eventsOfBlock);
      const people = knownPeople(shop);
      for (const [index, tree] of trees.entries()) {
        const interpreted = interpret(tree, people);
        sizes.set(interpreted.length, (sizes.get(interpreted.length) ?? 0) + 1);
        expect(await disk.list({ site, tree, now }), JSON.stringify(tree)).toEqual(interpreted);
        if (index < 2) expect(await findOneByOne(site, tree, people), JSON.stringify(tree)).toEqual(interpreted);
      }
    }),
    // a shop that fails is whole in the message; making it smaller would insert it anew each time
    { numRuns: runs, endOnFailure: true },
  );
  expect(sizes.size).toBeGreaterThan(3);
}, 600_000);
