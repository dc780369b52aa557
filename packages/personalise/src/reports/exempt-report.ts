import { type ExemptReport, exemptGroups, leastExemptViews, ProblemError } from '@sillage/protocol';
import type { Warehouse } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { answerProblem, forbidCaching } from '../answer.js';
import { findKeyedSite } from '../definitions/definition-routes.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { readPeriod } from '../read-period.js';

export interface ExemptReportOptions extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'clock' | 'logger'> {
  warehouse: Pick<Warehouse, 'exemptViews'>;
}

/** Rows of one answer; what comes after is told with the few. */
const mostRows = 1_000;

/** `GET /v1/reports/exempt?by=path|referrer|device|hour|day&from=&to=` by secret key. */
export function createExemptReport(options: ExemptReportOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.get('/v1/reports/exempt', forbidCaching, (context) => answerExempt(context, options));
  return app;
}

async function answerExempt(context: Context, options: ExemptReportOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  const asked = context.req.query('by') ?? 'path';
  const by = exemptGroups.find((group) => group === asked);
  if (!by) throw new ProblemError('invalid_request', `by: one of ${exemptGroups.join(', ')}`);
  const period = readPeriod(context, site, options.clock());
  const question = { site: site.id, timeZone: site.timeZone, ...period, by };
  const answer = await options.warehouse.exemptViews({ ...question, least: leastExemptViews, limit: mostRows });
  const views = answer.rows.reduce((sum, row) => sum + row.views, answer.few.views);
  return context.json({ ...question, views, ...answer } satisfies ExemptReport);
}
