import type { Report } from '@sillage/protocol';
import { columnOf, numbersOf } from '../../report/report-cells.js';

export interface CohortGrid {
  /** In the order of time. */
  cohorts: { day: string; persons: number }[];
  /** Weeks or months after the first one, in which everybody was there. */
  ages: number[];
  /** Retention by cohort, then age; null: not over yet. */
  values: (number | null)[][];
}

/** The latest cohorts of the report of retention. */
export function toCohortGrid(report: Pick<Report, 'columns' | 'rows'>, most: number): CohortGrid {
  const [ages, persons, shares] = [
    numbersOf(report, 'age'),
    numbersOf(report, 'persons'),
    numbersOf(report, 'share'),
  ] as const;
  const byDay = new Map<string, { persons: number; shares: (number | null)[] }>();
  for (const [row, day] of columnOf(report, 'cohort').map(String).entries()) {
    const cohort = byDay.get(day) ?? { persons: persons[row] ?? 0, shares: [] };
    cohort.shares[ages[row] ?? 0] = shares[row] ?? null;
    byDay.set(day, cohort);
  }
  const shown = [...byDay].slice(-most);
  const width = Math.max(1, ...shown.map(([, cohort]) => cohort.shares.length)) - 1;
  const later = Array.from({ length: width }, (_, place) => place + 1);
  return {
    cohorts: shown.map(([day, cohort]) => ({ day, persons: cohort.persons })),
    ages: later,
    values: shown.map(([, cohort]) => later.map((age) => cohort.shares[age] ?? null)),
  };
}
