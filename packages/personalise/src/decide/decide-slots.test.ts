import { expect, it } from 'vitest';
import { readSiteDefinitions } from '../definitions/read-site-definitions.js';
import { heroBody, loyalBody, offerBody } from '../testing/definition-bodies.js';
import { toInput, toPerson } from '../testing/person.js';
import { decideSlots } from './decide-slots.js';

const content = { ...offerBody.content, aside: offerBody.content.hero };
const bodies = {
  slot: [heroBody, { ...heroBody, id: 'aside' }],
  offer: [
    { ...offerBody, id: 'first', priority: 2, slots: ['hero', 'aside'], content, segment: 'loyal' },
    { ...offerBody, id: 'second', slots: ['hero', 'aside'], content },
  ],
  segment: [{ id: 'loyal', ...loyalBody }],
};
const stored = Object.entries(bodies).flatMap(([kind, some]) =>
  some.map((body) => ({
    site: 'shop',
    kind: kind as keyof typeof bodies,
    id: body.id,
    version: 1,
    body: JSON.stringify(body),
    changedAt: 1,
  })),
);
const definitions = readSiteDefinitions(stored, () => undefined).get('shop')!;

function run(slots: string[]) {
  let count = 0;
  const { slot: _, offers: __, decisionId: ___, segmentName: ____, ...input } = toInput();
  const person = toPerson([], { isInSegment: (id) => id === 'loyal' });
  return decideSlots({ ...input, person, slots, definitions, currency: 'EUR', createId: () => `id-${++count}` });
}

it('shows an offer in one slot of a page, and in the others the next, each with an id of its own', () => {
  const decided = [...run(['hero', 'aside', 'hero']).values()].map(({ decision }) => decision);
  expect(decided.map(({ slot, offerId, decisionId }) => [slot, offerId, decisionId])).toEqual([
    ['hero', 'first', 'id-1'],
    ['aside', 'second', 'id-2'],
  ]);
  expect(decided[0]?.reason).toBe('Parce que vous êtes de ceux-ci : Fidèles.');
});

it('lets the slots choose in the order in which they are asked', () => {
  expect(run(['aside', 'hero']).get('aside')?.decision.offerId).toBe('first');
});

it('says nothing of a slot that is not defined', () => {
  expect([...run(['cellar', 'hero']).keys()]).toEqual(['hero']);
});
