import { ProblemError } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { toProblemError } from './to-problem-error.js';
import { WarehouseError } from './warehouse.js';

it.each([
  ['unavailable', 'warehouse_unavailable', 5],
  ['too_heavy', 'warehouse_unavailable', 5],
  ['refused', 'internal_error', undefined],
  ['too_old', 'internal_error', undefined],
  ['locked', 'internal_error', undefined],
  ['migration', 'internal_error', undefined],
] as const)('tells what ClickHouse ends as %s as %s', (code, told, retryAfterSeconds) => {
  const problem = toProblemError(new WarehouseError(code, 'no'));
  expect([problem.code, problem.retryAfterSeconds]).toEqual([told, retryAfterSeconds]);
});

it('lets a problem pass, and tells nothing of another fault', () => {
  const known = new ProblemError('not_found');
  expect(toProblemError(known)).toBe(known);
  expect(toProblemError(new TypeError('inner detail'))).toMatchObject({ code: 'internal_error', detail: undefined });
});
