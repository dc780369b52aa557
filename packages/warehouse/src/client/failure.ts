import { ClickHouseError } from '@clickhouse/client';
import { WarehouseError } from '../warehouse.js';

/**
 * ClickHouse's error codes that pass by themselves: too busy, out of memory or disk, read-only, a shard or Keeper
 * away, the query cut off (ClickHouse src/Common/ErrorCodes.cpp).
 */
const passingCodes = new Set([
  '3',
  '23',
  '74',
  '75',
  '76',
  '95',
  '96',
  '159',
  '164',
  '202',
  '203',
  '209',
  '210',
  '225',
  '236',
  '241',
  '242',
  '243',
  '252',
  '274',
  '279',
  '285',
  '286',
  '319',
  '394',
  '439',
  '459',
  '473',
  '574',
  '667',
  '722',
  '734',
  '745',
  '999',
]);

/** A query went beyond the time or the memory that it was given: TIMEOUT_EXCEEDED, MEMORY_LIMIT_EXCEEDED. */
const heavyCodes = new Set(['159', '241']);

/** QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING */
const lockedCode = '216';

/**
 * What the rest of Sillage learns of a failure: its kind and ClickHouse's code. ClickHouse's own text can quote the
 * rows and parameters of the query, so it goes no further than this function.
 */
export function toWarehouseError(error: unknown, action: string, isBounded = false): WarehouseError {
  if (error instanceof WarehouseError) return error;
  if (error instanceof ClickHouseError) {
    return new WarehouseError(
      toCode(error.code, isBounded),
      `ClickHouse did not ${action}: ${error.type ?? 'error'} (${error.code}).`,
    );
  }
  return new WarehouseError('unavailable', `ClickHouse did not answer when asked to ${action}: ${toReason(error)}.`);
}

function toCode(code: string, isBounded: boolean): WarehouseError['code'] {
  if (isBounded && heavyCodes.has(code)) return 'too_heavy';
  if (code === lockedCode) return 'locked';
  return passingCodes.has(code) ? 'unavailable' : 'refused';
}

/** Only the code of a network error: its message can hold an address. */
function toReason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
