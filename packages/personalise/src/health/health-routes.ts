import {
  type Batch,
  type BatchReply,
  limits,
  type NodeHealth,
  ProblemError,
  type RejectedList,
  type Site,
} from '@sillage/protocol';
import type { RejectedRow, Warehouse } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching, limitBody } from '../answer.js';
import { findKeyedSite } from '../find-keyed-site.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { readPeriod } from '../read-period.js';
import { toTimes } from './period-times.js';
import { readCursor, toCursor } from './rejected-cursor.js';
import { answerReplay } from './replay-route.js';

export interface HealthRoutesOptions
  extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'tokenKeys' | 'clock' | 'logger'> {
  warehouse: Pick<Warehouse, 'rejected' | 'proofs'>;
  tellNode(site: string): NodeHealth;
  /**
   * As the site's own server would send it: through every step of `POST /v1/events`. Throws ProblemError with which the whole batch ended.
   */
  send(batch: Omit<Batch, 'events'> & { events: readonly unknown[] }, site: Site): Promise<BatchReply>;
}

const usualRows = 50;
const mostRows = 500;

/**
 * `GET /v1/health`, `GET /v1/rejected` and `POST /v1/rejected/replay` by secret key; the site by `Sillage-Site` or `?site=`. Every answer is
 * `private, no-store`; every problem is RFC 9457.
 */
export function createHealthRoutes(options: HealthRoutesOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.get('/v1/health', forbidCaching, (context) => {
    const { id } = findKeyedSite(context, options);
    return context.json(options.tellNode(id) satisfies NodeHealth);
  });
  app.get('/v1/rejected', forbidCaching, (context) => answerRejected(context, options));
  app.post('/v1/rejected/replay', forbidCaching, limitBody(limits.bodyBytes), (context) =>
    answerReplay(context, options),
  );
  return app;
}

/** Throws `invalid_request` for a period, limit or cursor that is none. */
async function answerRejected(context: Context, options: HealthRoutesOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  const period = toTimes(readPeriod(context, site, options.clock()), site);
  const limit = readLimit(context.req.query('limit'));
  const reason = context.req.query('reason');
  const after = readCursor(context.req.header('Sillage-Cursor'));
  const rows = await options.warehouse.rejected({
    site: site.id,
    ...period,
    limit: limit + 1,
    ...(reason !== undefined && { reason }),
    ...(after && { after }),
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = last && rows.length > limit && { nextCursor: toCursor(last) };
  return context.json({ rejected: page.map(toEvent), ...next } satisfies RejectedList);
}

/** Whose it was is nobody's business here: what is wrong with an event is in the event. */
function toEvent({ visitor: _, hash: __, ...row }: RejectedRow): RejectedList['rejected'][number] {
  return row;
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return usualRows;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > mostRows) throw new ProblemError('invalid_request', `limit: 1 to ${mostRows}`);
  return limit;
}
