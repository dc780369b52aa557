import { expect, it } from 'vitest';
import { dayOfSite } from './day-of-site.js';

it.each([
  ['Europe/Paris', Date.UTC(2026, 9, 1, 21, 59), '2026-10-01'],
  ['Europe/Paris', Date.UTC(2026, 9, 1, 22), '2026-10-02'],
  ['America/New_York', Date.UTC(2026, 0, 1, 3), '2025-12-31'],
  ['Pacific/Kiritimati', Date.UTC(2026, 0, 1, 11), '2026-01-02'],
])('tells the day in %s', (timeZone, at, day) => {
  expect(dayOfSite({ timeZone }, at)).toBe(day);
});
