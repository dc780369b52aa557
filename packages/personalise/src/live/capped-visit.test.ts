import { uuidv7 } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { decide } from '../decide/decide.js';
import { toFactsByKind } from '../decide/facts-by-kind.js';
import { toAcceptedEvent } from '../testing/accepted-event.js';
import { toOffer } from '../testing/definition-bodies.js';
import { noon, toInput, toPerson } from '../testing/person.js';
import { LiveVisitors } from './live-visitors.js';

const visitor = '11111111-1111-4111-8111-111111111111';
const sessionId = uuidv7(noon);
const pressure = { contacts: 5, days: 1 };

/** A visit on which the offers of these ids are seen, a minute apart. */
async function visit(...offerIds: string[]) {
  const warehouse = { personFacts: async () => ({ facts: [], refunds: [] }), eventFacts: async () => new Map() };
  const live = new LiveVisitors({ warehouse, loadedUpTo: () => noon, clock: () => noon });
  const event = { visitor, session: sessionId, purposes: 2, channel: 'web', device: 'mobile' };
  const seen = offerIds.map((offer_id, index) =>
    toAcceptedEvent({ ...event, type: 'offer_exposed', ts: noon + index * 60_000, offer_id }),
  );
  live.accept(seen);
  const subject = { site: 'shop', visitor, others: [], customerId: undefined, withdrawnAt: undefined };
  const { facts } = (await live.find(subject)).facts();
  const offers = [toOffer({ cap: { exposures: 3, days: 7 } })];
  const person = toPerson([], { facts: toFactsByKind(facts), sessionId });
  return decide(toInput({ offers, person, pressure, now: noon + 600_000 })).decision.kind;
}

it.each([
  ['twice', ['rentree', 'rentree'], 'offer'],
  ['as often as its cap allows', ['rentree', 'rentree', 'rentree'], 'default'],
  ['beside others, less often than they may be approached', ['rentree', 'a', 'b', 'c'], 'offer'],
  ['beside others, as often as they may be approached', ['rentree', 'a', 'b', 'c', 'c'], 'default'],
])('counts each time an offer was seen on the visit that goes on: %s', async (_, seen, kind) => {
  expect(await visit(...seen)).toBe(kind);
});
