import type { ArmOutcomes, OfferOutcomesQuery } from '@sillage/warehouse';
import { expect, it } from 'vitest';
import { toOffer } from '../testing/definition-bodies.js';
import { tellResults } from './tell-results.js';

const weekMs = 7 * 86_400_000;
const until = Date.UTC(2026, 9, 1);
const query: OfferOutcomesQuery = {
  site: 'shop',
  offerId: 'rentree',
  since: until - 10 * weekMs,
  until,
  windowDays: 14,
  currency: 'EUR',
  salt: 'rentree',
  holdout: 0.1,
};
const arm = (persons: number, over: Partial<ArmOutcomes> = {}): ArmOutcomes => ({
  persons,
  recentPersons: persons / 2,
  clickedPersons: 5,
  clicks: 6,
  dismissedPersons: 1,
  convertedPersons: persons / 20,
  orders: persons / 20,
  otherCurrencyOrders: 0,
  revenueMinor: persons * 100,
  revenueSquares: persons * 400_000,
  movedPersons: 3,
  firstAt: until - 8 * weekMs,
  ...over,
});

it('tells persons of both kinds, what they did, and how that compares', () => {
  const results = tellResults(toOffer({ holdout: 0.1 }), query, { exposed: arm(9_000), withheld: arm(1_000) });
  expect(results).toMatchObject({ offerId: 'rentree', eligible: 10_000, moved: 6, currency: 'EUR', windowDays: 14 });
  expect(results.exposed).toEqual({
    persons: 9_000,
    clickedPersons: 5,
    clicks: 6,
    dismissedPersons: 1,
    convertedPersons: 450,
    orders: 450,
    otherCurrencyOrders: 0,
    revenueMinor: 900_000,
  });
  expect(results.conversion).toMatchObject({ status: 'unclear', exposed: 0.05, withheld: 0.05, difference: 0 });
  expect(results.revenuePerPerson).toMatchObject({ status: 'unclear', exposed: 100, withheld: 100, difference: 0 });
  const { readable } = results.conversion;
  expect(readable?.weeks).toBe(Math.ceil(((readable?.persons ?? 0) - 10_000) / 1_250));
});

it('reckons the traffic of a young offer over the time it has had', () => {
  const young = { firstAt: until - 2 * weekMs };
  const half = tellResults(toOffer({ holdout: 0.1 }), query, {
    exposed: arm(9_000, young),
    withheld: arm(1_000, young),
  });
  const { readable } = half.conversion;
  expect(readable?.weeks).toBe(Math.ceil(((readable?.persons ?? 0) - 10_000) / 2_500));
});
