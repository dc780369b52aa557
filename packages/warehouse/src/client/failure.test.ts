import { ClickHouseError } from '@clickhouse/client';
import { expect, it } from 'vitest';
import { WarehouseError } from '../warehouse.js';
import { toWarehouseError } from './failure.js';

const clickhouse = (code: string, type: string) =>
  new ClickHouseError({ code, type, message: 'visitor jane@example.com' });

it.each([
  [
    clickhouse('241', 'MEMORY_LIMIT_EXCEEDED'),
    'unavailable',
    'ClickHouse did not insert: MEMORY_LIMIT_EXCEEDED (241).',
  ],
  [clickhouse('252', 'TOO_MANY_PARTS'), 'unavailable', 'ClickHouse did not insert: TOO_MANY_PARTS (252).'],
  [clickhouse('27', 'CANNOT_PARSE_INPUT'), 'refused', 'ClickHouse did not insert: CANNOT_PARSE_INPUT (27).'],
  [
    Object.assign(new Error('connect 10.0.0.1'), { code: 'ECONNRESET' }),
    'unavailable',
    'ClickHouse did not answer when asked to insert: ECONNRESET.',
  ],
  [
    new DOMException('late', 'TimeoutError'),
    'unavailable',
    'ClickHouse did not answer when asked to insert: TimeoutError.',
  ],
  ['odd', 'unavailable', 'ClickHouse did not answer when asked to insert: unknown.'],
])('tells of %s its kind and code, and nothing of what was in it', (error, code, message) => {
  const failure = toWarehouseError(error, 'insert');
  expect(failure).toMatchObject({ code, message });
  expect(failure.cause).toBeUndefined();
});

it('lets what is a WarehouseError already pass', () => {
  const locked = new WarehouseError('locked', 'taken');
  expect(toWarehouseError(locked, 'open')).toBe(locked);
});
