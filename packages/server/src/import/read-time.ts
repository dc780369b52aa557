import { DateTime } from 'luxon';

/** Forms that a column of times may have; the first is the default. */
export const timeForms = ['iso', 's', 'ms', 'dmy', 'mdy'] as const;
export type TimeForm = (typeof timeForms)[number];

export interface TimeReading {
  /** Another text means the first of `timeForms`. */
  form: string;
  /** IANA name: where `dmy` and `mdy` were written down. */
  timeZone: string;
  /** Milliseconds since 1970: nothing in a file of the past is later. */
  now: number;
}

/** Milliseconds since 1970 UTC, or why the text is none. */
export type ReadTime = { at: number } | { problem: string };

/** Before the first shop on the web; what lies before is seconds read as milliseconds. */
const earliest = Date.UTC(1980, 0, 1);

/** One form, as the map says, and nothing that looks like another: a guessed date is a wrong date that nobody sees. */
export function readTime(text: string, reading: TimeReading): ReadTime {
  const read = readForm(text, reading);
  if ('problem' in read) return read;
  if (read.at > reading.now) return { problem: 'in the future' };
  if (read.at < earliest) return { problem: 'before 1980' };
  return read;
}

function readForm(text: string, { form, timeZone }: TimeReading): ReadTime {
  if (form === 's' || form === 'ms') return readUnixTime(text, form);
  if (form === 'dmy' || form === 'mdy') return readWallTime(text, form, timeZone);
  return readIsoTime(text);
}

/** `1396437466.94` */
function readUnixTime(text: string, form: 's' | 'ms'): ReadTime {
  const name = form === 's' ? 'seconds' : 'milliseconds';
  if (!/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return { problem: `not ${name} since 1970` };
  return { at: Math.round(Number(text) * (form === 's' ? 1000 : 1)) };
}

/** `2026-03-01`, `2026-03-01 10:15`, `2026-03-01T10:15:00.250+01:00` */
const isoPattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** ISO 8601, a calendar date with or without a time; UTC where it names no offset. */
function readIsoTime(text: string): ReadTime {
  const [, date, time = '00:00', offset = 'Z'] = isoPattern.exec(text) ?? [];
  if (date === undefined)
    return { problem: 'not ISO 8601 such as 2026-03-01T10:15:00Z (other forms: :dmy :mdy :s :ms)' };
  return toRead(DateTime.fromISO(`${date}T${time}${offset.toUpperCase()}`));
}

/** `01/03/2026`, `1.3.26 10h15`, `03-01-2026, 2:15:30 PM` */
const wallPattern =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?:[T,]?\s*(\d{1,2})[:h](\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?\s?([ap]m)?)?$/i;

/** Day and month in the form's order, by the clocks of the time zone; two digits of a year are of this century. */
function readWallTime(text: string, form: 'dmy' | 'mdy', zone: string): ReadTime {
  const found = wallPattern.exec(text);
  if (!found) return { problem: `not ${form === 'dmy' ? 'day/month/year' : 'month/day/year'}` };
  const [one, two, year, minute, second] = [1, 3, 4, 6, 7].map((group) => Number(found[group] ?? 0)) as Five;
  const hour = toHour(Number(found[5] ?? 0), found[8]);
  const [day, month] = form === 'dmy' ? [one, two] : [two, one];
  const clock = { year: year < 100 ? 2000 + year : year, month, day, hour, minute, second };
  const time = DateTime.fromObject(clock, { zone });
  // luxon moves an hour that the change to summer time skipped
  if (time.isValid && time.hour !== hour) return { problem: `no such hour in ${zone}: its clocks skipped it` };
  // of the hour that comes twice in autumn, the first: luxon would choose by today's season
  return toRead(time.isValid ? (time.getPossibleOffsets()[0] ?? time) : time);
}
type Five = [number, number, number, number, number];

/** 24 hours of 12: 12 AM is midnight. -1, which no clock shows, where the hour is none of 12. */
function toHour(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return -1;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function toRead(time: DateTime): ReadTime {
  return time.isValid ? { at: time.toMillis() } : { problem: 'no day or hour of the calendar' };
}
