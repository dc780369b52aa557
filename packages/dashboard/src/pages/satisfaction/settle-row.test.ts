import type { Report, ReportColumn, ReportUnit } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { settleRow } from './settle-row.js';

const column = (name: string, unit: ReportUnit): ReportColumn => ({ name, unit, title: { fr: name, en: name } });
const report = {
  columns: [
    column('complaint', 'id'),
    column('openedAt', 'time'),
    column('settledAt', 'time'),
    column('openMs', 'durationMs'),
  ],
  rows: [
    ['r1', 1_000, null, 9_000],
    ['r2', 2_000, null, 8_000],
    ['r3', 2_000, 3_000, 1_000],
  ],
} as unknown as Report;

it('settles the complaint of that id, and no other', () => {
  expect(settleRow(report, { id: 'r1', settledAt: 4_000 }).rows).toEqual([
    ['r1', 1_000, 4_000, 3_000],
    ['r2', 2_000, null, 8_000],
    ['r3', 2_000, 3_000, 1_000],
  ]);
});

it.each(['r3', 'r4'])('leaves a report alone that knows %s as settled, or not at all', (id) => {
  expect(settleRow(report, { id, settledAt: 4_000 }).rows).toEqual(report.rows);
});
