/**
 * How far a person is on the way out, by the gap that is usual between their own orders, as the ready-made segments tell it: at
 * risk when half as much again has passed since the last order, lost after three times.
 */
export const dayMs = 86_400_000;
export const riskGaps = 1.5;
export const lostGaps = 3;

/** Where nobody ever ordered twice. */
const unknownGapMs = 120 * dayMs;

/** Times between orders, from an ascending array of milliseconds. */
export const gapsOf = (times: string) => `arrayPopFront(arrayDifference(${times}))`;

/** Median, at least a day: an order split in two makes no habit. By sorting: an aggregate function of each row's array costs several times as much. */
export function medianGap(gaps: string): string {
  const sorted = `arraySort(${gaps})`;
  const count = `length(${gaps})`;
  return `greatest(${dayMs}, (${sorted}[intDiv(${count} + 1, 2)] + ${sorted}[intDiv(${count}, 2) + 1]) / 2)`;
}

/** Of who ordered once, the median of all gaps of the shop: one number, from `people` with their `times`. */
export const shopGap = (people: string) => `(SELECT if(count() = 0, ${unknownGapMs}, greatest(${dayMs},
    quantileExactInclusive(0.5)(gap))) FROM (SELECT arrayJoin(${gapsOf('times')}) AS gap FROM ${people}))`;

/** The usual gap of a person in milliseconds. */
export const usualGap = (times: string, ofShop: string) =>
  `if(length(${times}) < 2, toFloat64(${ofShop}), toFloat64(${medianGap(gapsOf(times))}))`;

/** `active`, `at_risk` or `lost` at a moment in milliseconds. */
export const standing = (lastAt: string, gap: string, at: string) => `multiIf(
    ${at} - ${lastAt} >= ${lostGaps} * ${gap}, 'lost', ${at} - ${lastAt} >= ${riskGaps} * ${gap}, 'at_risk', 'active')`;
