import type { ReportColumn } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { toCohortGrid } from './cohort-grid.js';

const columns = (['cohort', 'age', 'persons', 'active', 'share'] as const).map(
  (name): ReportColumn => ({ name, unit: 'number', title: { fr: name, en: name } }),
);
const rows = [
  ['2026-01-01', 0, 4, 4, 1],
  ['2026-01-01', 1, 4, 2, 0.5],
  ['2026-01-01', 2, 4, 0, 0],
  ['2026-02-01', 0, 2, 2, 1],
  ['2026-02-01', 1, 2, 1, 0.5],
  ['2026-03-01', 0, 1, 1, 1],
];

it('lays retention out by cohort and age, without the first period and with what is not over left empty', () => {
  expect(toCohortGrid({ columns, rows }, 12)).toEqual({
    cohorts: [
      { day: '2026-01-01', persons: 4 },
      { day: '2026-02-01', persons: 2 },
      { day: '2026-03-01', persons: 1 },
    ],
    ages: [1, 2],
    values: [
      [0.5, 0],
      [0.5, null],
      [null, null],
    ],
  });
});

it('shows the latest cohorts, as far as they have come', () => {
  const { cohorts, ages } = toCohortGrid({ columns, rows }, 2);
  expect(cohorts.map(({ day }) => day)).toEqual(['2026-02-01', '2026-03-01']);
  expect(ages).toEqual([1]);
  expect(toCohortGrid({ columns, rows }, 1).ages).toEqual([]);
  expect(toCohortGrid({ columns, rows: [] }, 1)).toEqual({ cohorts: [], ages: [], values: [] });
});
