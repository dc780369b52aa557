import { ProblemError } from '@sillage/protocol';
import { consentGroupings } from '@sillage/warehouse';
import type { Context } from 'hono';
import { findKeyedSite } from '../find-keyed-site.js';
import { readPeriod } from '../read-period.js';
import type { ReportOptions } from './report-routes.js';

/**
 * `?by=day|source|page&from=&to=`. Decisions of which there is a proof; a refusal by nobody leaves no trace, so it is not counted
 * (decisions/0108).
 */
export async function answerConsentReport(context: Context, options: ReportOptions): Promise<Response> {
  const site = findKeyedSite(context, options);
  const asked = context.req.query('by') ?? 'day';
  const by = consentGroupings.find((each) => each === asked);
  if (!by) throw new ProblemError('invalid_request', `by: one of ${consentGroupings.join(', ')}`);
  const question = { site: site.id, ...readPeriod(context, site, options.clock()), by };
  const decisions = await options.warehouse.consentCounts({ ...question, timeZone: site.timeZone });
  return context.json({ ...question, decisions, refusals: 'not_counted' });
}
