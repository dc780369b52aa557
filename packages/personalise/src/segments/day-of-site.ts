import type { Site } from '@sillage/protocol';

/** The day that it is for the shop, ISO 8601. */
export function dayOfSite({ timeZone }: Pick<Site, 'timeZone'>, at: number): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}
