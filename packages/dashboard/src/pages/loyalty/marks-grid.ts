import type { Report } from '@sillage/protocol';
import { numbersOf } from '../../report/report-cells.js';

export const marks = [1, 2, 3, 4, 5] as const;
/** From top to bottom. */
export const recencies = marks.toReversed();

export type MarkedFigure = 'persons' | 'orders' | 'revenue';

/** A figure of the report of recency, frequency and money by recency, then frequency, whatever was spent; null where nobody is. */
export function toMarksGrid(report: Pick<Report, 'columns' | 'rows'>, figure: MarkedFigure): (number | null)[][] {
  const [recency, frequency, values] = [
    numbersOf(report, 'recency'),
    numbersOf(report, 'frequency'),
    numbersOf(report, figure),
  ] as const;
  const sums = new Map<string, number>();
  for (const [row, value] of values.entries()) {
    const key = `${recency[row]} ${frequency[row]}`;
    sums.set(key, (sums.get(key) ?? 0) + (value ?? 0));
  }
  return recencies.map((top) => marks.map((left) => sums.get(`${top} ${left}`) ?? null));
}
