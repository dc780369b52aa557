import type { ReportColumn } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { toMarksGrid } from './marks-grid.js';

const columns = (['recency', 'frequency', 'money', 'persons', 'orders', 'revenue'] as const).map(
  (name): ReportColumn => ({ name, unit: 'count', title: { fr: name, en: name } }),
);

it('adds up who has the same recency and frequency, the most recent on top', () => {
  const rows = [
    [5, 1, 2, 3, 3, 300],
    [5, 1, 4, 2, 2, 900],
    [1, 5, 5, 1, 8, 100],
  ];
  const grid = toMarksGrid({ columns, rows }, 'persons');
  expect(grid).toHaveLength(5);
  expect(grid[0]).toEqual([5, null, null, null, null]);
  expect(grid[4]).toEqual([null, null, null, null, 1]);
  expect(toMarksGrid({ columns, rows }, 'revenue')[0]?.[0]).toBe(1200);
});
