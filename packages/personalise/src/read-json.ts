import { ProblemError, readAs, type Schema } from '@sillage/protocol';
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

/** The body by its schema. */
export async function readRequest<T>(context: Context, schema: Schema<T>): Promise<T> {
  return readAs(schema, await readJson(context));
}
