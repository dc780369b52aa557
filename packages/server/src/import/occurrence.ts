/** Rows that repeat are told apart within this many distinct rows; enough for a file sorted by session or time. */
const rememberedRows = 100_000;

/** Numbers rows of the same content: the second click of the same second is a click too. */
export function createOccurrenceCounter(): (content: string) => number {
  const seen = new Map<string, number>();
  return (content) => {
    const occurrence = (seen.get(content) ?? 0) + 1;
    seen.delete(content);
    seen.set(content, occurrence);
    if (seen.size > rememberedRows) seen.delete(seen.keys().next().value as string);
    return occurrence;
  };
}
