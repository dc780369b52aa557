/** Days of a site as `2026-10-01`; they are counted in UTC, where each has 24 hours. */

const dayMs = 86_400_000;

export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

const toTime = (day: string) => Date.parse(`${day}T00:00:00Z`);
const toDay = (time: number) => new Date(time).toISOString().slice(0, 10);

export const addDays = (day: string, days: number) => toDay(toTime(day) + days * dayMs);

/** How many days after the first one a day is. */
export const daysSince = (first: string, day: string) => (toTime(day) - toTime(first)) / dayMs;

/** The day in the site's time zone. */
export function dayOf(now: number, timeZone: string): string {
  // sv writes dates as ISO 8601 does
  return new Intl.DateTimeFormat('sv', { timeZone }).format(now);
}

export const presets = [
  'today',
  'yesterday',
  'last7',
  'last30',
  'last90',
  'last365',
  'month',
  'lastMonth',
  'year',
] as const;
export type Preset = (typeof presets)[number];

export interface Days {
  from: string;
  to: string;
}

/** Which days a preset means today; both included. */
export function daysOf(preset: Preset, today: string): Days {
  const monthBegin = `${today.slice(0, 8)}01`;
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'last7':
      return { from: addDays(today, -6), to: today };
    case 'last30':
      return { from: addDays(today, -29), to: today };
    case 'last90':
      return { from: addDays(today, -89), to: today };
    case 'last365':
      return { from: addDays(today, -364), to: today };
    case 'month':
      return { from: monthBegin, to: today };
    case 'lastMonth': {
      const end = addDays(monthBegin, -1);
      return { from: `${end.slice(0, 8)}01`, to: end };
    }
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
  }
}
