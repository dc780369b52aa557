/**
 * By nearest rank: the smallest of the values that at least this share of them do not exceed
 * (https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method). `values` are numbers in any order, at least one.
 */
export function percentile(values, share) {
  return Float64Array.from(values).sort()[Math.max(0, Math.ceil(values.length * share) - 1)];
}
