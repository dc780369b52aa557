import { expect, it } from 'vitest';
import { readTime } from './read-time.js';

const reading = { timeZone: 'Europe/Paris', now: Date.UTC(2026, 6, 1) };

it.each([
  ['iso', '2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['iso', '2026-03-01 10:15', '2026-03-01T10:15:00.000Z'],
  ['iso', '2026-03-01 10:15:30.25', '2026-03-01T10:15:30.250Z'],
  ['iso', '2026-03-01T10:15:00z', '2026-03-01T10:15:00.000Z'],
  ['iso', '2026-03-01T10:15:00+01:00', '2026-03-01T09:15:00.000Z'],
  ['iso', '2026-03-01 10:15:00 -0530', '2026-03-01T15:45:00.000Z'],
  ['s', '1396437466.94', '2014-04-02T11:17:46.940Z'],
  ['ms', '1396437466940', '2014-04-02T11:17:46.940Z'],
  ['dmy', '01/03/2026', '2026-02-28T23:00:00.000Z'],
  ['dmy', '3/4/26 10h15', '2026-04-03T08:15:00.000Z'],
  ['dmy', '13.02.2026 10:15:30', '2026-02-13T09:15:30.000Z'],
  ['dmy', '26/10/2025 02:30', '2025-10-26T00:30:00.000Z'],
  ['mdy', '03/01/2026, 2:15 PM', '2026-03-01T13:15:00.000Z'],
  ['mdy', '3-1-26 12:05 am', '2026-02-28T23:05:00.000Z'],
])('reads as %s: %s', (form, text, expected) => {
  expect(readTime(text, { ...reading, form })).toEqual({ at: Date.parse(expected) });
});

it.each([
  ['iso', '01/03/2026', 'not ISO 8601'],
  ['iso', '03/04/26', 'not ISO 8601'],
  ['iso', '06-07-2026', 'not ISO 8601'],
  ['iso', '2026', 'not ISO 8601'],
  ['iso', '2026-03', 'not ISO 8601'],
  ['iso', 'May 4 2026', 'not ISO 8601'],
  ['iso', '20260301', 'not ISO 8601'],
  ['iso', '1396437466', 'not ISO 8601'],
  ['iso', 'yesterday', 'not ISO 8601'],
  ['iso', '2026-02-30', 'no day or hour of the calendar'],
  ['iso', '2026-03-01T25:00Z', 'no day or hour of the calendar'],
  ['iso', '2026-07-02', 'in the future'],
  ['s', '2026-03-01', 'not seconds since 1970'],
  ['s', '0x10', 'not seconds'],
  ['s', '', 'not seconds'],
  ['s', '1396437466940', 'in the future'],
  ['ms', '1396437466', 'before 1980'],
  ['dmy', '2026-03-01', 'not day/month/year'],
  ['dmy', '03/13/2026', 'no day or hour of the calendar'],
  ['dmy', '01/03-2026', 'not day/month/year'],
  ['dmy', '01/03/2026 24:10', 'no day or hour of the calendar'],
  ['dmy', '01/03/2026 13:15 pm', 'no day or hour of the calendar'],
  ['dmy', '29/03/2026 02:30', 'its clocks skipped it'],
  ['dmy', '01/08/26', 'in the future'],
  ['mdy', '13/03/2026', 'no day or hour of the calendar'],
])('refuses as %s: %s', (form, text, problem) => {
  expect(readTime(text, { ...reading, form })).toEqual({ problem: expect.stringContaining(problem) });
});
