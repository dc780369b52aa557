import type { Report, ReportColumn } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { findCompared, isEmpty, numbersOf, sortRows } from './report-cells.js';

const title = { fr: '', en: '' };
const channel: ReportColumn = { name: 'channel', unit: 'text', title };
const day: ReportColumn = { name: 'day', unit: 'day', title };
const visits: ReportColumn = { name: 'visits', unit: 'count', title };

const report = (over: Partial<Report>): Report => ({
  name: 'x',
  site: 'shop',
  timeZone: 'Europe/Paris',
  from: '2026-10-01',
  to: '2026-10-02',
  currency: 'EUR',
  columns: [channel, visits],
  rows: [],
  isCut: false,
  coverage: { measuredViews: 0, exemptViews: null },
  computedAt: 0,
  tookMs: 0,
  ...over,
});

it.each([
  ['no row', { rows: [] }, true],
  ['a row', { rows: [['web', 0]] }, false],
  ['figures of nothing', { columns: [visits], rows: [[0]] }, true],
  ['a day of nothing', { columns: [day, visits], rows: [['2026-10-01', 0]] }, true],
  ['a day with a figure', { columns: [day, visits], rows: [['2026-10-01', 1]] }, false],
  ['a figure', { columns: [visits], rows: [[1]] }, false],
])('%s is empty: %#', (_, over, expected) => {
  expect(isEmpty(report(over))).toBe(expected);
});

it('compares rows by what they are of', () => {
  const web = ['web', 3];
  const compared = {
    from: '',
    to: '',
    rows: [
      ['till', 1],
      ['web', 2],
    ],
  };
  const find = findCompared(report({ rows: [web, ['app', 1]], compared }));
  expect(find(web)).toEqual(['web', 2]);
  expect(find(['app', 1])).toBeUndefined();
});

it('compares a day with the one that is as far into its period, whichever days have a row', () => {
  const second = ['2026-10-02', 3];
  const period = { from: '2026-09-29', to: '2026-09-30' };
  const rows = [
    ['2026-09-29', 2],
    ['2026-09-30', 5],
  ];
  const find = (from: typeof rows) =>
    findCompared(report({ columns: [day, visits], rows: [second], compared: { ...period, rows: from } }))(second);
  expect(find(rows)).toEqual(['2026-09-30', 5]);
  expect(find(rows.slice(1))).toEqual(['2026-09-30', 5]);
  expect(find(rows.slice(0, 1))).toBeUndefined();
});

it('compares a day by its words too', () => {
  const web = ['2026-10-01', 'web', 3];
  const rows = [
    ['2026-09-29', 'till', 1],
    ['2026-09-29', 'web', 2],
  ];
  const compared = { from: '2026-09-29', to: '2026-09-30', rows };
  expect(findCompared(report({ columns: [day, channel, visits], rows: [web], compared }))(web)).toEqual(rows[1]);
});

it('sorts by number or word, absent figures last', () => {
  const rows = [
    ['b', 2],
    ['a', null],
    ['c', 10],
  ];
  const ordered = (column: string, isDescending: boolean) =>
    sortRows(report({ rows }), { column, isDescending }).map(([word]) => word);
  expect(ordered('visits', true)).toEqual(['c', 'b', 'a']);
  expect(ordered('visits', false)).toEqual(['b', 'c', 'a']);
  expect(ordered('channel', false)).toEqual(['a', 'b', 'c']);
  expect(sortRows(report({ rows }), undefined)).toBe(rows);
});

it('reads a column as numbers', () => {
  expect(
    numbersOf(
      report({
        rows: [
          ['web', '7'],
          ['app', null],
        ],
      }),
      'visits',
    ),
  ).toEqual([7, null]);
});
