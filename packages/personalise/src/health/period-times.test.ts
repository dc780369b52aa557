import { expect, it } from 'vitest';
import { toTimes } from './period-times.js';

it.each([
  ['Europe/Paris', '2026-07-01', '2026-06-30T22:00:00Z'],
  ['Europe/Paris', '2026-03-30', '2026-03-29T22:00:00Z'],
  ['Europe/Paris', '2026-10-25', '2026-10-24T22:00:00Z'],
  ['Europe/Paris', '2026-10-26', '2026-10-25T23:00:00Z'],
  ['America/Montreal', '2026-01-01', '2026-01-01T05:00:00Z'],
  ['Asia/Kolkata', '2026-01-01', '2025-12-31T18:30:00Z'],
  ['UTC', '2026-01-01', '2026-01-01T00:00:00Z'],
])('in %s the day %s begins at %s', (timeZone, day, begins) => {
  expect(toTimes({ from: day, to: day }, { timeZone }).from).toBe(Date.parse(begins));
});

it('a day with a change of the clock is shorter or longer', () => {
  const hours = (day: string) => {
    const { from, to } = toTimes({ from: day, to: day }, { timeZone: 'Europe/Paris' });
    return (to - from) / 3_600_000;
  };
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-07-01')]).toEqual([23, 25, 24]);
});
