import { randomUUID } from 'node:crypto';
import { defaultInterestSettings, type SegmentTree } from '@sillage/protocol';
import { type SessionFact, type StoredEvent, toPersonChangeRow } from '@sillage/warehouse';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scoreInterests } from './interests/score-interests.js';
import { isInSegment, toSegmentSubject } from './segments/is-in-segment.js';
import { type KnownPerson, knownPeople } from './testing/known-people.js';
import { openShop, type ShopOnDisk } from './testing/open-shop.js';
import { customers, now, type RandomShop, randomShop } from './testing/random-shop.js';
import { randomTree } from './testing/random-tree.js';

const runs = Number(process.env.PERSON_RUNS ?? 2);
const yearMs = 365 * 86_400_000;
const [one = '', two = ''] = customers;
const three = 'c3';

/** What is changed, one after the other: merged, merged further, taken apart in the middle, taken apart whole. */
const changes: [customerId: string, into: string][] = [
  [one, two],
  [two, three],
  [one, ''],
  [two, ''],
];

let disk: ShopOnDisk;
let shops = 0;
beforeAll(async () => {
  disk = await openShop();
});
afterAll(() => disk.close());

/** The persons as the changes up to now leave them. */
class Merges {
  readonly #into = new Map<string, string>();

  note(customerId: string, into: string): void {
    if (into === '') this.#into.delete(customerId);
    else this.#into.set(customerId, into);
  }

  readonly rootOf = (customerId: string): string => {
    const into = this.#into.get(customerId);
    return into === undefined ? customerId : this.rootOf(into);
  };

  /** The others of a person. */
  mergedInto(root: string): string[] {
    return [one, two, three].filter((id) => id !== root && this.rootOf(id) === root);
  }
}

function sort(facts: readonly SessionFact[]): SessionFact[] {
  const toId = ({ sessionId, kind, key }: SessionFact) => `${sessionId} ${kind} ${key}`;
  return facts
    .map((fact) => ({ ...fact, topics: fact.topics.toSorted(), customerIds: fact.customerIds.toSorted() }))
    .sort((a, b) => (toId(a) < toId(b) ? -1 : 1));
}

async function expectSameFacts(site: string, person: KnownPerson, merges: Merges): Promise<void> {
  const { customerId, visitors, facts } = person;
  const customer = customerId === '' ? {} : { customerId, mergedIds: merges.mergedInto(customerId) };
  const told = await disk.warehouse.personFacts({ site, visitors: [visitors[0] as string], ...customer });
  expect(sort(told.facts)).toEqual(sort(facts));
  const interestsOf = (all: readonly SessionFact[]) =>
    scoreInterests({ facts: sort(all), refunds: told.refunds }, defaultInterestSettings, now);
  expect(interestsOf(told.facts)).toEqual(interestsOf(facts));
}

const idOf = ({ visitors }: KnownPerson) => [...visitors].sort().join(' ');

async function expectSameMembers(site: string, trees: readonly SegmentTree[], people: readonly KnownPerson[]) {
  const settings = { interestSettings: defaultInterestSettings, findSold: () => undefined };
  for (const tree of trees) {
    const isMet = (person: KnownPerson) => isInSegment(tree, toSegmentSubject(person, now, settings));
    const question = { site, tree, now, interests: defaultInterestSettings };
    expect(await disk.list(question), JSON.stringify(tree)).toEqual(people.filter(isMet).map(idOf).sort());
    for (const person of people.filter(({ customerId }) => customerId !== '').slice(0, 1)) {
      const { customerId } = person;
      expect(await disk.warehouse.isInSegment({ ...question, person: { customerId } })).toBe(isMet(person));
    }
  }
}

/** Everybody who was exposed, in sessions that are not of the shop's own people, is one person. */
async function expectSameOutcomes(site: string, people: readonly KnownPerson[]): Promise<void> {
  for (const offerId of ['f1', 'f2']) {
    const query = { since: now - yearMs, until: now + 1, windowDays: 7, currency: 'EUR', salt: 's', holdout: 0 };
    const { exposed, withheld } = await disk.warehouse.offerOutcomes({ site, offerId, ...query });
    const isMeeting = (fact: SessionFact) =>
      fact.kind === 'offer' && fact.key === offerId && !fact.isInternal && fact.views + fact.withheld > 0;
    expect(exposed.persons + withheld.persons).toBe(people.filter(({ facts }) => facts.some(isMeeting)).length);
  }
}

/** All sessions of visitors that were linked last to the person, of others those that name them. */
async function expectSameHistory({ events, links }: RandomShop, site: string, merges: Merges): Promise<void> {
  const lastLinked = (visitor: string) =>
    links
      .filter((link) => link.visitor === visitor)
      .sort((a, b) => b.linkedAt - a.linkedAt || (a.customerId < b.customerId ? -1 : 1))[0]?.customerId ?? '';
  for (const root of new Set([one, two, three].map(merges.rootOf))) {
    const ids = [root, ...merges.mergedInto(root)];
    const isTheirs = ({ isBot, visitor, customerId }: StoredEvent) =>
      !isBot && (ids.includes(lastLinked(visitor)) || ids.includes(customerId));
    const query = { site, customerId: root, mergedIds: merges.mergedInto(root), limit: 100 };
    const told = await disk.warehouse.history(query);
    const sessions = new Set(events.filter(isTheirs).map(({ sessionId }) => sessionId));
    expect(told.sessions.map(({ sessionId }) => sessionId).sort()).toEqual([...sessions].sort());
  }
}

it('tells of every person the same as all their events do: before a merge, after it, and when it is taken back', async () => {
  const anything = fc.record({
    shop: fc.nat().chain(() => randomShop(`site-${shops++}`)),
    trees: fc.array(randomTree, { minLength: 1, maxLength: 1 }),
  });
  let hasMoved = false;
  await fc.assert(
    fc.asyncProperty(anything, async ({ shop, trees }) => {
      const site = shop.events[0]?.site;
      if (site === undefined) return;
      await disk.insert(shop, 20);
      const merges = new Merges();
      const before = knownPeople(shop);
      for (const [index, change] of [undefined, ...changes].entries()) {
        if (change) await note(site, change, { merges, at: now + index });
        const people = knownPeople(shop, merges.rootOf);
        hasMoved ||= people.length !== before.length;
        for (const person of people) await expectSameFacts(site, person, merges);
        await expectSameMembers(site, trees, people);
        await expectSameOutcomes(site, people);
        await expectSameHistory(shop, site, merges);
      }
      expect(knownPeople(shop, merges.rootOf)).toEqual(before);
    }),
    { numRuns: runs, endOnFailure: true },
  );
  expect(hasMoved).toBe(true);
}, 300_000);

async function note(
  site: string,
  [customerId, into]: [string, string],
  { merges, at }: { merges: Merges; at: number },
) {
  merges.note(customerId, into);
  const change = {
    changeId: randomUUID(),
    site,
    customerId,
    intoCustomerId: into,
    changedAt: at,
    changedBy: 'ana',
    reason: 'r',
  };
  const rows = Buffer.from(`${toPersonChangeRow(change)}\n`);
  await disk.warehouse.insert({ table: 'person_changes', token: randomUUID(), rows });
}

it('keeps the trail, newest first, and tells other nodes of it', async () => {
  const site = `site-${shops++}`;
  const merges = new Merges();
  for (const [index, change] of changes.entries()) await note(site, change, { merges, at: now + index });
  const told = await disk.warehouse.personChanges({ site, limit: 3 });
  expect(told.map(({ customerId, intoCustomerId, changedAt }) => [customerId, intoCustomerId, changedAt])).toEqual(
    changes
      .map(([customerId, into], index) => [customerId, into, now + index])
      .toReversed()
      .slice(0, 3),
  );
  expect(await disk.warehouse.personChanges({ site, customerId: three, limit: 9 })).toHaveLength(1);
  const news = await disk.warehouse.personNews({ changes: 0, choices: 0 });
  expect(news.changes.filter((change) => change.site === site)).toHaveLength(changes.length);
  expect((await disk.warehouse.personNews(news.notedAt)).changes).toEqual([]);
});
