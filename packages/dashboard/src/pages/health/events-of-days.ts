import type { Report } from '@sillage/protocol';
import { columnOf, numbersOf } from '../../report/report-cells.js';
import { addDays } from '../../state/days.js';

export interface EventsOfDays {
  days: string[];
  /** One a day, whatever the type. */
  events: number[];
  ofBots: number[];
}

/** Every day of the period: one without an event is what one looks for. */
export function toEventsOfDays(report: Pick<Report, 'columns' | 'rows' | 'from' | 'to'>): EventsOfDays {
  const days: string[] = [];
  for (let day = report.from; day <= report.to; day = addDays(day, 1)) days.push(day);
  const places = columnOf(report, 'day').map((day) => days.indexOf(String(day)));
  const sum = (column: string) => {
    const sums = days.map(() => 0);
    numbersOf(report, column).forEach((value, row) => {
      const place = places[row] ?? -1;
      if (place >= 0) sums[place] = (sums[place] ?? 0) + (value ?? 0);
    });
    return sums;
  };
  return { days, events: sum('events'), ofBots: sum('ofBots') };
}
