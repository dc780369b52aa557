import { createHash } from 'node:crypto';

/** A UUIDv8 (RFC 9562) that is the same for the same parts, on every machine. */
export function deriveImportId(...parts: readonly string[]): string {
  const hex = createHash('sha256')
    .update(JSON.stringify(['import', ...parts]))
    .digest('hex');
  const variant = (8 | (Number.parseInt(hex[15] as string, 16) & 3)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(12, 15)}-${variant}${hex.slice(16, 19)}-${hex.slice(19, 31)}`;
}

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
