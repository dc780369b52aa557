import { ProblemError } from '@sillage/protocol';
import { WarehouseError } from './warehouse.js';

/** Seconds after which ClickHouse may be back. */
const retryAfterSeconds = 5;

/** What a failure is to whoever asked: `warehouse_unavailable` while ClickHouse does not answer, `internal_error` where it is our fault. */
export function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof WarehouseError) return new ProblemError('warehouse_unavailable', undefined, retryAfterSeconds);
  return new ProblemError('internal_error');
}
