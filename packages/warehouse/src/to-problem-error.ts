import { ProblemError } from '@sillage/protocol';
import { WarehouseError } from './warehouse.js';

/** What passes by itself, or by asking for less. */
const passing: readonly WarehouseError['code'][] = ['unavailable', 'too_heavy'];

/** Seconds after which ClickHouse may be back. */
const retryAfterSeconds = 5;

/**
 * What a failure is to whoever asked: `warehouse_unavailable` while ClickHouse does not answer or has too much to do, `internal_error` where
 * it is our fault, such as a query that ClickHouse refuses: to ask again would not mend it, and it belongs in the log.
 */
export function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const isPassing = error instanceof WarehouseError && passing.includes(error.code);
  if (isPassing) return new ProblemError('warehouse_unavailable', undefined, retryAfterSeconds);
  return new ProblemError('internal_error');
}
