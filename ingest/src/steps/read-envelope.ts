import { ProblemError, type Site } from '@sillage/protocol';
import { batchSchema } from '@sillage/protocol/schema';
import { z } from 'zod';
import type { Envelope } from '../batch-request.js';

const compiledBatchSchema = z.compile(batchSchema);

/** Throws `invalid_batch` with the field that is wrong. */
export function readEnvelope(body: unknown): Envelope {
  const parsed = compiledBatchSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new ProblemError('invalid_batch', describeIssue(parsed.error));
}

/** The first issue as `field: what is wrong`; zod's messages tell what was expected, not what was given. */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.join('.') || 'body';
  return `${field}: ${issue?.message}`.slice(0, 200).replace(/[\ud800-\udbff]$/, '');
}

/** Throws `unknown_site`. */
export function requireSite(id: string, findSite: (id: string) => Site | undefined): Site {
  const site = findSite(id);
  if (!site) throw new ProblemError('unknown_site');
  return site;
}
