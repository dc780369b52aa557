import type { Language, ReportCell, ReportUnit } from '@sillage/protocol';

export interface FormatOptions {
  language: Language;
  /** ISO 4217: of money, in its minor units. */
  currency: string;
  /** IANA name: of times. */
  timeZone: string;
}

/** What stands where there is no figure. */
export const noFigure = '–';

/** A cell of a report as people read it. */
export function formatCell(cell: ReportCell, unit: ReportUnit, options: FormatOptions): string {
  if (cell === null || cell === '') return noFigure;
  if (unit === 'text' || unit === 'id') return String(cell);
  if (unit === 'day') return formatDay(String(cell), options.language);
  const value = Number(cell);
  if (!Number.isFinite(value)) return String(cell);
  return formatNumber(value, unit, options);
}

function formatNumber(value: number, unit: ReportUnit, { language, currency, timeZone }: FormatOptions): string {
  switch (unit) {
    case 'money':
      return formatMoney(value, currency, language);
    case 'share':
      return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value);
    case 'durationMs':
      return formatDuration(value, language);
    case 'time':
      return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(value);
    case 'count':
      return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
    default:
      return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
  }
}

function formatMoney(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** The two greatest units: 2 h 5 min, 3 min 20 s, 45 s. */
function formatDuration(ms: number, language: Language): string {
  const seconds = Math.round(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = first === -1 ? parts.slice(3) : parts.slice(first, first + 2).filter(([count]) => count > 0);
  return shown
    .map(([count, unit]) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
}

export function formatDay(day: string, language: Language): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time)) return day;
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(time);
}

/** By how much a figure changed, with its sign; absent where there was none before. */
export function formatChange(now: ReportCell, before: ReportCell, language: Language): string | undefined {
  if (typeof now !== 'number' || typeof before !== 'number' || before === 0) return undefined;
  const format = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  return format.format((now - before) / Math.abs(before));
}

/** The difference of two shares, in hundredths: 2.1 % less 1.9 % is 0.20 of them. */
export const formatPoints = (difference: number, language: Language): string =>
  new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(difference * 100);
