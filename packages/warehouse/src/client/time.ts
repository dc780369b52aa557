/** Milliseconds since 1970 as a bound `DateTime64(3, 'UTC')` takes them. */
export function toSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

/** Milliseconds since 1970 from the text of a time in `ClickHouse.tuples`. */
export function fromSeconds(seconds: string): number {
  return Math.round(Number(seconds) * 1000);
}
