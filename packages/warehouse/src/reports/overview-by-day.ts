import { bindRevenue, netOrders, revenueParameter } from './net-orders.js';
import type { NamedReport, ReportQuestion } from './report.js';
import { dayOf } from './scope.js';
import { noVisits, visitColumns } from './visit-columns.js';
import { isOfVisits, visitsWithOrders } from './visits-with-orders.js';

const visitsByDay = (question: ReportQuestion) => {
  const [orders, net] = isOfVisits(question) ? ['sum(visitOrders)', 'sum(visitNet)'] : ['toUInt64(0)', 'toInt64(0)'];
  return `SELECT ${dayOf('startedAt')} AS day, count() AS visits, uniqExact(visitor) AS visitors, sum(pageViews) AS pageViews,
    sum(attentionMs) AS attentionMs, countIf(visitPurchases > 0) AS buying, ${orders} AS dayOrders, ${net} AS dayNet
  FROM (${visitsWithOrders(question)}) GROUP BY day`;
};

const ordersByDay = `SELECT ${dayOf('ts')} AS day, toUInt64(0) AS visits, toUInt64(0) AS visitors, toUInt64(0) AS pageViews,
    toUInt64(0) AS attentionMs, toUInt64(0) AS buying, count() AS dayOrders, sum(net) AS dayNet
  FROM (${netOrders}) GROUP BY day`;

/** Every day of the period has a row, so that a curve has no gaps and one period is compared with another by place. */
export const overviewByDay: NamedReport = {
  name: 'overview-by-day',
  title: { fr: 'Jour par jour', en: 'Day by day' },
  definition: {
    fr: 'Visites, commandes et chiffre d’affaires par jour du site. Une commande compte le jour où elle est passée ; avec un filtre par appareil, pays ou provenance, le jour où commence sa visite.',
    en: 'Visits, orders and revenue by day of the site. An order counts on the day on which it is placed; with a filter by device, country or source, on the day on which its visit begins.',
  },
  columns: [
    { name: 'day', unit: 'day', title: { fr: 'Jour', en: 'Day' } },
    visitColumns.visits,
    visitColumns.visitors,
    visitColumns.pageViews,
    visitColumns.attentionMs,
    visitColumns.orders,
    visitColumns.conversion,
    visitColumns.revenue,
  ],
  covers: 'ordersAndVisits',
  filters: ['channel', 'device', 'country', 'source'],
  parameters: [revenueParameter],
  empty: noVisits,
  bind: bindRevenue,
  sql: (question) => `SELECT day, sum(visits) AS visits, sum(visitors) AS visitors, sum(pageViews) AS pageViews,
  sum(attentionMs) AS attentionMs, sum(dayOrders) AS orders, if(visits = 0, NULL, sum(buying) / visits) AS conversion,
  sum(dayNet) AS revenue
FROM (${visitsByDay(question)}${isOfVisits(question) ? '' : ` UNION ALL ${ordersByDay}`})
GROUP BY day
ORDER BY day WITH FILL FROM toDate({from:String}) TO toDate({to:String}) + 1`,
};
