import { readAs } from '@sillage/protocol';
import { batchSchema } from '@sillage/protocol/schema';
import { z } from 'zod';

const compiledBatchSchema = z.compile(batchSchema);

/** A batch whose events are still unread. */
export type UnreadBatch = z.output<typeof batchSchema>;

/** All that a batch says but its events. */
export type Envelope = Omit<UnreadBatch, 'events'>;

/** Throws `invalid_batch` with the fields that are wrong. */
export function readEnvelope(body: unknown): UnreadBatch {
  return readAs(compiledBatchSchema, body, 'invalid_batch');
}

/** The first issue as `field: what is wrong`; zod's messages tell what was expected, not what was given. */
export function describeIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.join('.') || 'body';
  return `${field}: ${issue?.message}`.slice(0, 200).replace(/[\ud800-\udbff]$/, '');
}
