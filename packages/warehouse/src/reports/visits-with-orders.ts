import { ordersByVisit } from './net-orders.js';
import type { ReportQuestion } from './report.js';
import { inPeriod, measuredVisits } from './scope.js';

/**
 * Where a visit came from, by the first of its pages that says so: only pages that were entered from elsewhere do. A visit
 * may have begun in the day before the period, but then it is not asked for.
 */
const origins = `SELECT visitor, session, argMin(if(campaign_source != '', campaign_source, referrer_host), ts) AS source,
    argMin(campaign_name, ts) AS campaign
  FROM events
  WHERE site = {site:String} AND ${inPeriod('ts')} AND type = 'page_view' AND NOT is_bot
    AND (campaign_source != '' OR referrer_host != '')
  GROUP BY visitor, session`;

const visitsWithOrigins = `SELECT m.*, w.source AS source, w.campaign AS campaign
  FROM (${measuredVisits}) AS m
  LEFT JOIN (${origins}) AS w ON w.visitor = m.visitor AND w.session = m.session
  WHERE {source:String} = '' OR w.source = {source:String}`;

export interface VisitColumns {
  /** `source` and `campaign` are there too: they cost reading pages. */
  hasOrigins: boolean;
}

/**
 * Visits of the period, each with the number of its orders in any currency (`visitPurchases`) and in the report's (`visitOrders`), and what
 * these brought (`visitNet`). Bind `bindRevenue`.
 */
export function visitsWithOrders(
  { filters }: ReportQuestion,
  { hasOrigins }: VisitColumns = { hasOrigins: false },
): string {
  const visits = hasOrigins || filters.source ? visitsWithOrigins : measuredVisits;
  return `SELECT v.*, o.purchases AS visitPurchases, o.orders AS visitOrders, o.net AS visitNet
  FROM (${visits}) AS v
  LEFT JOIN (${ordersByVisit}) AS o ON o.visitor = v.visitor AND o.session = v.session`;
}

/** Orders have a channel, but neither device nor country nor source: by these, only orders of a visit can be told. */
export const isOfVisits = ({ filters }: ReportQuestion) =>
  [filters.device, filters.country, filters.source].some((value) => value !== undefined && value !== '');
