import { ProblemError } from '@sillage/protocol';
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
