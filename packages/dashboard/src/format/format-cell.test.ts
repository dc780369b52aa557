import type { ReportCell, ReportUnit } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { formatCell, formatChange, formatPoints } from './format-cell.js';

const plain = (text: string | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, ' ');

it.each<[ReportCell, ReportUnit, string, string]>([
  [null, 'money', '–', '–'],
  ['<b>a</b>', 'text', '<b>a</b>', '<b>a</b>'],
  [12_345, 'count', '12 345', '12,345'],
  [123_456, 'money', '1 234,56 €', '€1,234.56'],
  [0.1234, 'share', '12,3 %', '12.3%'],
  [45_000, 'durationMs', '45 s', '45 sec'],
  [200_000, 'durationMs', '3 min 20 s', '3 min 20 sec'],
  [7_500_000, 'durationMs', '2 h 5 min', '2 hr 5 min'],
  [0, 'durationMs', '0 s', '0 sec'],
  ['2026-10-01', 'day', '1 oct. 2026', 'Oct 1, 2026'],
  [Date.UTC(2026, 9, 1, 22, 30), 'time', '2 oct. 2026, 00:30', 'Oct 2, 2026, 12:30 AM'],
  [2.345, 'number', '2,35', '2.35'],
])('%j as %s', (cell, unit, french, english) => {
  const options = { currency: 'EUR', timeZone: 'Europe/Paris' };
  expect(plain(formatCell(cell, unit, { ...options, language: 'fr' }))).toBe(french);
  expect(plain(formatCell(cell, unit, { ...options, language: 'en' }))).toBe(english);
});

it.each([
  ['JPY', 1234, '¥1,234'],
  ['KWD', 1234, 'KWD 1.234'],
])('money of %s has as many minor units as it has', (currency, minor, text) => {
  expect(plain(formatCell(minor, 'money', { language: 'en', currency, timeZone: 'UTC' }))).toBe(text);
});

it.each([
  [110, 100, '+10%'],
  [90, 100, '-10%'],
  [100, 100, '0%'],
  [100, 0, undefined],
  [null, 100, undefined],
])('from %s after %s', (now, before, text) => {
  expect(formatChange(now, before, 'en')).toBe(text);
});

it('a difference of shares is told in points', () => {
  expect(formatPoints(0.0214 - 0.0191, 'fr')).toBe('0,23');
  expect(formatPoints(-0.1, 'en')).toBe('-10.00');
});
