import { type Fault, type FaultIssue, toFaults } from './fault.js';
import { plainWords } from './plain-words.js';
import { FaultsError, type ProblemCode } from './problem.js';

/** What a zod schema says of a value. */
export interface Schema<T> {
  safeParse(
    value: unknown,
    words: typeof plainWords,
  ): { success: true; data: T } | { success: false; error: { issues: readonly FaultIssue[] } };
}

/** The value by its schema, or what is wrong in it; so many faults at most. */
export function readOrTell<T>(schema: Schema<T>, value: unknown, most?: number): { data: T } | { faults: Fault[] } {
  const parsed = schema.safeParse(value, plainWords);
  return parsed.success ? { data: parsed.data } : { faults: toFaults(parsed.error.issues, most) };
}

/** The value by its schema. Throws a problem with each thing that is wrong in `errors`. */
export function readAs<T>(schema: Schema<T>, value: unknown, code: ProblemCode = 'invalid_request'): T {
  const read = readOrTell(schema, value);
  if ('faults' in read) throw new FaultsError(read.faults, code);
  return read.data;
}
