export const dayMs = 86_400_000;

/** 1 January 2100: what `expires` holds where a row is kept for ever. Within the range of every date type. */
const keptForEver = 47_482;

/**
 * Days since 1970 after which the row may go: the first midnight (UTC) at or after `retentionDays` days.
 * 0 keeps the row for ever.
 */
export function expiryDay(occurredAt: number, retentionDays: number): number {
  if (retentionDays === 0) return keptForEver;
  return Math.min(keptForEver, Math.ceil(occurredAt / dayMs) + retentionDays);
}
