import type { ReportColumn } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { toEventsOfDays } from './events-of-days.js';

const title = { fr: '', en: '' };
const columns: ReportColumn[] = [
  { name: 'day', unit: 'day', title },
  { name: 'type', unit: 'id', title },
  { name: 'events', unit: 'count', title },
  { name: 'ofBots', unit: 'count', title },
];

it('adds up the types of a day, and shows a day on which nothing came', () => {
  const rows = [
    ['2026-02-27', 'page_view', 3, 1],
    ['2026-02-27', 'search', 2, 0],
    ['2026-03-01', 'page_view', 4, 4],
  ];
  expect(toEventsOfDays({ columns, rows, from: '2026-02-27', to: '2026-03-01' })).toEqual({
    days: ['2026-02-27', '2026-02-28', '2026-03-01'],
    events: [5, 0, 4],
    ofBots: [1, 0, 4],
  });
});
