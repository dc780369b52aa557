import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromSiteTime, toSiteTime } from './site-time.js';

describe('a time of the site', () => {
  it.each([
    ['2026-10-01 09:30:00', 'Europe/Paris', Date.UTC(2026, 9, 1, 7, 30)],
    ['2026-01-01 00:00:00', 'America/Montreal', Date.UTC(2026, 0, 1, 5)],
    ['2026-06-01 12:00', 'Asia/Kolkata', Date.UTC(2026, 5, 1, 6, 30)],
    // gone through twice, left out
    ['2026-10-25 02:30:00', 'Europe/Paris', Date.UTC(2026, 9, 25, 0, 30)],
    ['2026-03-29 02:30:00', 'Europe/Paris', Date.UTC(2026, 2, 29, 1, 30)],
  ])('%s in %s', (text, timeZone, at) => {
    expect(fromSiteTime(text, timeZone)).toBe(at);
  });

  it.each(['Europe/Paris', 'Pacific/Chatham', 'UTC', 'America/St_Johns'])(
    'comes back in %s, but for the hour that is twice',
    (timeZone) => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
          const text = toSiteTime(seconds * 1000, timeZone);
          expect(toSiteTime(fromSiteTime(text, timeZone) ?? 0, timeZone)).toBe(text);
        }),
      );
    },
  );

  it.each(['', 'x', '2026-13-01 00:00'])('%j is none', (text) => {
    expect(fromSiteTime(text, 'UTC')).toBeUndefined();
  });
});
