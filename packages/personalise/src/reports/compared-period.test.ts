import { expect, it } from 'vitest';
import { toComparedPeriod } from './compared-period.js';

it.each([
  ['previous', '2026-10-01', '2026-10-07', '2026-09-24', '2026-09-30'],
  ['previous', '2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
  ['year', '2026-10-01', '2026-10-07', '2025-10-01', '2025-10-07'],
  ['year', '2028-02-29', '2028-03-01', '2027-02-28', '2027-03-01'],
] as const)('compared with the %s, %s to %s is %s to %s', (comparison, from, to, ...expected) => {
  expect(Object.values(toComparedPeriod({ from, to }, comparison))).toEqual(expected);
});
