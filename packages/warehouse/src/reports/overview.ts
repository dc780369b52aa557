import { purposeBits } from '@sillage/protocol';
import { bindRevenue, netOrders, revenueParameter } from './net-orders.js';
import type { NamedReport, ReportQuestion } from './report.js';
import { noVisits, visitColumns } from './visit-columns.js';
import { isOfVisits, visitsWithOrders } from './visits-with-orders.js';

/** Who had been there before the period. One row of a session that says it was a visit is enough. */
const earlierVisitors = `SELECT visitor FROM sessions
  WHERE site = {site:String} AND started_at < toDateTime64({from:String}, 3, {timeZone:String}) AND is_visit
    AND NOT is_internal AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR purposes = 0)`;

const customers = 'SELECT visitor FROM persons WHERE site = {site:String}';

const byVisitor = (question: ReportQuestion) => `SELECT visitor, count() AS visits, sum(pageViews) AS pageViews,
    sum(attentionMs) AS attentionMs, countIf(visitPurchases > 0) AS buying, sum(visitOrders) AS theirOrders, sum(visitNet) AS theirNet,
    max(notEmpty(customerIds)) OR visits > 1 AS isKnown
  FROM (${visitsWithOrders(question)}) GROUP BY visitor`;

/** All orders of the period; or those of the visits, where only visits can be told apart. */
const ordersOf = (question: ReportQuestion) =>
  isOfVisits(question)
    ? { from: '', orders: 'v.visitOrders', net: 'v.visitNet' }
    : {
        from: `CROSS JOIN (SELECT count() AS allOrders, sum(net) AS allNet FROM (${netOrders})) AS o`,
        orders: 'o.allOrders',
        net: 'o.allNet',
      };

function toSql(question: ReportQuestion): string {
  const { from, orders, net } = ordersOf(question);
  return `SELECT v.visits AS visits, v.visitors AS visitors, v.recognised AS recognisedVisitors,
  v.pageViews AS pageViews, v.attentionMs AS attentionMs, ${orders} AS orders,
  if(v.visits = 0, NULL, v.buying / v.visits) AS conversion, ${net} AS revenue,
  if(${orders} = 0, NULL, round(${net} / ${orders})) AS averageBasket
FROM (
  SELECT sum(b.visits) AS visits, count() AS visitors,
    countIf(b.isKnown OR b.visitor IN (${earlierVisitors}) OR b.visitor IN (${customers})) AS recognised,
    sum(b.pageViews) AS pageViews, sum(b.attentionMs) AS attentionMs, sum(b.buying) AS buying,
    sum(b.theirOrders) AS visitOrders, sum(b.theirNet) AS visitNet
  FROM (${byVisitor(question)}) AS b
) AS v ${from}`;
}

export const overview: NamedReport = {
  name: 'overview',
  title: { fr: 'Vue d’ensemble', en: 'Overview' },
  definition: {
    fr: 'Ce qui s’est passé dans la boutique pendant la période, à l’heure du site. Les visites sont celles de qui a accepté la mesure d’audience ; les commandes le sont toutes, en ligne, en caisse ou importées, ou celles de ces visites avec un filtre par appareil, pays ou provenance. Sont laissés de côté les robots et les personnes de la boutique.',
    en: 'What happened in the shop during the period, in the site’s time. Visits are those of who agreed to measuring; orders are all of them, online, at the till or imported, or those of these visits with a filter by device, country or source. Bots and the shop’s own people are left out.',
  },
  columns: [
    visitColumns.visits,
    visitColumns.visitors,
    visitColumns.recognisedVisitors,
    visitColumns.pageViews,
    visitColumns.attentionMs,
    visitColumns.orders,
    visitColumns.conversion,
    visitColumns.revenue,
    visitColumns.averageBasket,
  ],
  covers: 'ordersAndVisits',
  filters: ['channel', 'device', 'country', 'source'],
  parameters: [revenueParameter],
  empty: noVisits,
  bind: bindRevenue,
  sql: toSql,
};
