/** What is typed as a number, whose point is told as `.`; empty where there is none yet: of nothing, or of a sign alone. */
export function toNumber(typed: string | number): number | '' {
  const value = typed === '' ? Number.NaN : Number(typed);
  return Number.isNaN(value) ? '' : value;
}
