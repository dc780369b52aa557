import { type Batch, type BatchReply, type Problem, ProblemError, type Site } from '@sillage/protocol';
import type { Hono } from 'hono';

/**
 * Sends events as the site's own server would, inside the process: through the same steps, under the node's operator key. Throws
 * ProblemError with which the batch ended.
 */
export function createBatchSender(ingest: Pick<Hono, 'request'>, operatorKey: string) {
  return async (batch: Omit<Batch, 'events'> & { events: readonly unknown[] }, site: Site): Promise<BatchReply> => {
    const reply = await ingest.request('/v1/events', {
      method: 'POST',
      headers: { Authorization: `Bearer ${operatorKey}` },
      body: JSON.stringify({ ...batch, site: site.id }),
    });
    if (reply.ok) return (await reply.json()) as BatchReply;
    const { code, detail } = (await reply.json()) as Problem;
    const retryAfter = reply.headers.get('Retry-After');
    throw new ProblemError(code, detail, retryAfter === null ? undefined : Number(retryAfter));
  };
}
