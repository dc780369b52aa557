import type { ArmComparison, Readability } from '@sillage/protocol';

/** Sums over the persons of one arm, of a value that is never less than 0. */
export interface Arm {
  persons: number;
  /** Persons with more than 0. */
  converted: number;
  sum: number;
  /** Of each person's value. */
  squares: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** Standard normal quantiles: of 0.975 for a confidence of 95 %, of 0.8 for a power of 80 %. */
const z95 = 1.959963984540054;
const z80 = 0.8416212335729143;

/** Fewer than these in one of the arms, and no interval is told. */
export const leastPersons = 100;
export const leastConverted = 10;

/**
 * Exposed minus withheld, with its interval of 95 %. The mean of each arm has a score interval, and the two are joined as
 * Newcombe does (Statistics in Medicine 17, 1998, method 10). Of shares of persons that is Newcombe's own interval, by
 * Wilson's. Of amounts the score interval takes the variance that belongs to each mean, by the ratio of squares to sums of
 * both arms together: a small arm's own variance is too uncertain to lean on (decisions/0085).
 */
export function findDifference(exposed: Arm, withheld: Arm): Interval & { difference: number } {
  const ratio = ratioOf(exposed, withheld);
  const [one, other] = [meanOf(exposed), meanOf(withheld)];
  const [ofOne, ofOther] = [findScoreInterval(exposed, ratio), findScoreInterval(withheld, ratio)];
  const difference = one - other;
  return {
    difference,
    low: difference - Math.hypot(one - ofOne.low, ofOther.high - other),
    high: difference + Math.hypot(ofOne.high - one, other - ofOther.low),
  };
}

/**
 * The means μ with (m − μ)² ≤ z² V(μ) / n, where V(μ) = ratio · μ − μ² is the variance of a value whose squares are to
 * its sums as `ratio`. With a ratio of 1, a share's, it is Wilson's interval.
 */
function findScoreInterval(arm: Arm, ratio: number): Interval {
  const mean = meanOf(arm);
  const k = z95 ** 2 / arm.persons;
  const half = mean + (k * ratio) / 2;
  const root = Math.sqrt(Math.max(0, half ** 2 - (1 + k) * mean ** 2));
  return { low: Math.max(0, (half - root) / (1 + k)), high: (half + root) / (1 + k) };
}

/** How the two arms compare, and what it takes to tell. `perWeek`: persons of both arms; `share`: held out. */
export function compareArms(exposed: Arm, withheld: Arm, traffic: { perWeek: number; share: number }): ArmComparison {
  const readable = findReadability(exposed, withheld, traffic);
  const means = { exposed: meanOf(exposed), withheld: meanOf(withheld), ...(readable && { readable }) };
  if (withheld.persons === 0 && traffic.share === 0) return { ...means, status: 'no_holdout' };
  if (![exposed, withheld].every(isEnough)) return { ...means, status: 'not_enough_data' };
  const found = findDifference(exposed, withheld);
  return { ...means, ...found, status: found.low > 0 ? 'more' : found.high < 0 ? 'less' : 'unclear' };
}

function isEnough({ persons, converted }: Arm): boolean {
  return persons >= leastPersons && converted >= leastConverted;
}

/** The change that a shop is asked to wait for. */
const soughtEffect = 0.1;

/** From what both arms do: the withheld alone are few at first. */
function findReadability(
  exposed: Arm,
  withheld: Arm,
  { perWeek, share }: { perWeek: number; share: number },
): Readability | undefined {
  const persons = exposed.persons + withheld.persons;
  const mean = (exposed.sum + withheld.sum) / persons;
  const held = share > 0 ? share : withheld.persons / persons;
  if (!(mean > 0) || !(held > 0)) return undefined;
  const reckoning = { mean, ratio: ratioOf(exposed, withheld), share: held };
  const needed = findPersonsNeeded(reckoning, soughtEffect);
  const weeks = perWeek > 0 ? { weeks: Math.ceil(Math.max(0, needed - persons) / perWeek) } : {};
  return { effect: soughtEffect, persons: needed, ...weeks, readableNow: findReadableEffect(reckoning, persons) };
}

export interface Reckoning {
  mean: number;
  /** Sum of squares by sum: 1 of a share of persons. */
  ratio: number;
  /** Held out. */
  share: number;
}

/** Persons of both arms together with whom a change by that part of the mean is found with a power of 80 %. */
export function findPersonsNeeded({ mean, ratio, share }: Reckoning, effect: number): number {
  const variance = (of: number) => Math.max(0, ratio * of - of ** 2);
  const spread = variance(mean * (1 + effect)) / (1 - share) + variance(mean) / share;
  return Math.ceil(((z95 + z80) ** 2 * spread) / (mean * effect) ** 2);
}

/** The other way round, by halving: more persons never read less. */
function findReadableEffect(reckoning: Reckoning, persons: number): number {
  let [low, high] = [1e-4, 100];
  for (let step = 0; step < 40; step++) {
    const middle = Math.sqrt(low * high);
    if (findPersonsNeeded(reckoning, middle) > persons) low = middle;
    else high = middle;
  }
  return high;
}

function meanOf({ sum, persons }: Arm): number {
  return persons === 0 ? 0 : sum / persons;
}

function ratioOf(one: Arm, other: Arm): number {
  const sum = one.sum + other.sum;
  return sum === 0 ? 1 : (one.squares + other.squares) / sum;
}
