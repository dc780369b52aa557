import type { Site } from '@sillage/protocol';

const dayMs = 86_400_000;

/** From the midnight that begins the first day to the one that ends the last, in the site's time zone: milliseconds since 1970 UTC. */
export function toTimes({ from, to }: { from: string; to: string }, site: Pick<Site, 'timeZone'>) {
  return { from: midnightOf(Date.parse(from), site), to: midnightOf(Date.parse(to) + dayMs, site) };
}

/** `utc` is the same wall time in UTC. Asked twice, for the offset there may be another than the one here. */
function midnightOf(utc: number, { timeZone }: Pick<Site, 'timeZone'>): number {
  const first = utc - offsetAt(utc, timeZone);
  return utc - offsetAt(first, timeZone);
}

/** How far the zone's wall time is ahead of UTC then, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}
