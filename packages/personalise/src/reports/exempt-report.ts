import { type ExemptReport, exemptGroups, leastExemptViews, ProblemError } from '@sillage/protocol';
import type { Context } from 'hono';
import { findKeyedSite } from '../find-keyed-site.js';
import { readPeriod } from '../read-period.js';
import type { ReportOptions } from './report-routes.js';

/** Rows of one answer; what comes after is told with the few. */
const mostRows = 1_000;

/** `?by=path|referrer|device|hour|day&from=&to=`. */
export async function answerExemptReport(context: Context, options: ReportOptions): Promise<Response> {
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
