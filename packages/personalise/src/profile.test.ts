import { defaultInterestSettings } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import { expect, it } from 'vitest';
import { toProfile } from './profile.js';
import { noon, thisVisit, toFact } from './testing/person.js';

const dayMs = 86_400_000;
const now = toFact('session', 0, { sessionId: thisVisit });
const elsewhere = (daysAgo: number) => toFact('session', daysAgo, { isVisit: false });

function tell(...facts: SessionFact[]) {
  const told = { interests: [], settings: defaultInterestSettings, liveSession: thisVisit };
  return toProfile({ facts, refunds: [] }, told);
}

it('tells who came before, and leaves out what the till and the mail told since', () => {
  const { lastVisits, ...told } = tell(now, elsewhere(1), toFact('session', 2), elsewhere(3));
  const times = { firstVisitAt: noon - 2 * dayMs, lastVisitAt: noon - 2 * dayMs };
  expect(told).toEqual({ recognised: true, visits: 2, ...times, interests: [] });
  expect(lastVisits.map(({ startedAt }) => startedAt)).toEqual([noon - 2 * dayMs]);
});

it('recognises who bought at the till and comes for the first time', () => {
  const told = tell(now, elsewhere(3));
  expect(told).toMatchObject({ recognised: true, visits: 1, firstVisitAt: noon, lastVisits: [] });
  expect(told).not.toHaveProperty('lastVisitAt');
});

it('does not recognise who was never heard of', () => {
  expect(tell(now)).toMatchObject({ recognised: false, visits: 1 });
});
