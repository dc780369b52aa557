import { expect, it } from 'vitest';
import { dayOf, daysOf, isDay } from './days.js';

it.each([
  ['today', '2026-03-01', '2026-03-01'],
  ['yesterday', '2026-02-28', '2026-02-28'],
  ['last7', '2026-02-23', '2026-03-01'],
  ['last30', '2026-01-31', '2026-03-01'],
  ['last90', '2025-12-02', '2026-03-01'],
  ['last365', '2025-03-02', '2026-03-01'],
  ['month', '2026-03-01', '2026-03-01'],
  ['lastMonth', '2026-02-01', '2026-02-28'],
  ['year', '2026-01-01', '2026-03-01'],
] as const)('%s on the first of March is %s to %s', (preset, from, to) => {
  expect(daysOf(preset, '2026-03-01')).toEqual({ from, to });
});

it('late in the evening it is the next day at the site', () => {
  expect(dayOf(Date.UTC(2026, 8, 30, 22, 30), 'Europe/Paris')).toBe('2026-10-01');
});

it.each([
  ['2026-10-01', true],
  ['2026-13-01', false],
  ['1 October', false],
  [null, false],
])('%s is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});
