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

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

/** What a zod schema says of a value. */
interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };
}

/** The body by its schema. */
export async function readRequest<T>(context: Context, schema: Schema<T>): Promise<T> {
  return readAs(schema, await readJson(context));
}

/** Throws `invalid_request`, with the member that is wrong, or what is wrong with the whole. */
export function readAs<T>(schema: Schema<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ProblemError('invalid_request', issue?.path.join('.') || issue?.message);
}
