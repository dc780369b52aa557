import type { ReportComparison } from '@sillage/protocol';
import { dayMs, toDay } from '../read-period.js';

export interface Period {
  /** Days, both included. */
  from: string;
  to: string;
}

/** The days before, as many; or the same days of the year before, the 28th of February for a 29th. */
export function toComparedPeriod({ from, to }: Period, comparison: ReportComparison): Period {
  if (comparison === 'year') return { from: yearBefore(from), to: yearBefore(to) };
  const last = Date.parse(from) - dayMs;
  return { from: toDay(last - (Date.parse(to) - Date.parse(from))), to: toDay(last) };
}

function yearBefore(day: string): string {
  const before = `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return before.endsWith('-02-29') ? before.replace('-29', '-28') : before;
}
