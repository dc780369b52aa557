import type { ArmResults, Offer, OfferResults } from '@sillage/protocol';
import type { ArmOutcomes, OfferOutcomes, OfferOutcomesQuery } from '@sillage/warehouse';
import { type Arm, compareArms } from './compare-arms.js';

const weekMs = 7 * 86_400_000;
/** `ArmOutcomes.recentPersons` are of so many weeks. */
const recentWeeks = 4;

/** What an offer earned, from what ClickHouse counted. */
export function tellResults(offer: Offer, query: OfferOutcomesQuery, outcomes: OfferOutcomes): OfferResults {
  const { exposed, withheld } = outcomes;
  const traffic = { perWeek: toPerWeek(outcomes, query.until), share: offer.holdout };
  return {
    offerId: offer.id,
    since: query.since,
    until: query.until,
    windowDays: query.windowDays,
    currency: query.currency,
    eligible: exposed.persons + withheld.persons,
    exposed: toArmResults(exposed),
    withheld: toArmResults(withheld),
    moved: exposed.movedPersons + withheld.movedPersons,
    conversion: compareArms(toConversions(exposed), toConversions(withheld), traffic),
    revenuePerPerson: compareArms(toRevenues(exposed), toRevenues(withheld), traffic),
  };
}

/** Of an offer that is younger than four weeks: over the weeks it has had, one at least. */
function toPerWeek({ exposed, withheld }: OfferOutcomes, until: number): number {
  const firstAt = Math.min(exposed.firstAt ?? until, withheld.firstAt ?? until);
  const weeks = Math.min(recentWeeks, Math.max(1, (until - firstAt) / weekMs));
  return (exposed.recentPersons + withheld.recentPersons) / weeks;
}

function toArmResults(arm: ArmOutcomes): ArmResults {
  const { recentPersons: _, revenueSquares: __, movedPersons: ___, firstAt: ____, ...results } = arm;
  return results;
}

function toConversions({ persons, convertedPersons: converted }: ArmOutcomes): Arm {
  return { persons, converted, sum: converted, squares: converted };
}

function toRevenues({ persons, convertedPersons, revenueMinor, revenueSquares }: ArmOutcomes): Arm {
  return { persons, converted: convertedPersons, sum: revenueMinor, squares: revenueSquares };
}
