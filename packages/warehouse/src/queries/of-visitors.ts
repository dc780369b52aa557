/** Rows of these visitors: planning a set costs a point query a tenth more than planning one value. */
export function ofVisitors(visitors: readonly string[]): string {
  return visitors.length === 1 ? 'visitor = {visitor:UUID}' : 'visitor IN {visitors:Array(UUID)}';
}

/** The parameters of `ofVisitors`. */
export function toOfVisitors(visitors: readonly string[]): { visitor: string } | { visitors: readonly string[] } {
  const [visitor] = visitors;
  return visitors.length === 1 && visitor !== undefined ? { visitor } : { visitors };
}
