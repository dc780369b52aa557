import { type FaultIssue, FaultsError, ProblemError, toFaults } from '@sillage/protocol';
import type { Context } from 'hono';

/** The body, whatever its content type says: browsers send `text/plain` to spare themselves a preflight. */
export async function readJson(context: Context): Promise<unknown> {
  try {
    return await context.req.json();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    throw new ProblemError('malformed_body');
  }
}

/** What a zod schema says of a value. */
interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly FaultIssue[] } };
}

/** The body by its schema. */
export async function readRequest<T>(context: Context, schema: Schema<T>): Promise<T> {
  return readAs(schema, await readJson(context));
}

/** Throws `invalid_request`, with each thing that is wrong in `errors`. */
export function readAs<T>(schema: Schema<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new FaultsError(toFaults(parsed.error.issues));
}
