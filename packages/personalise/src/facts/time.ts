export const dayMs = 86_400_000;

/** Units of time that have passed whole. */
export function wholeUnits(passedMs: number, unitMs: number): number {
  return Math.floor(passedMs / unitMs);
}
