import { bindRevenue, netOrders, revenueParameter } from './net-orders.js';
import type { NamedReport, ReportQuestion } from './report.js';
import { noVisits, visitColumns } from './visit-columns.js';
import { isOfVisits, visitsWithOrders } from './visits-with-orders.js';

const dimensions = ['channel', 'device', 'country', 'source', 'campaign'] as const;
type Dimension = (typeof dimensions)[number];

/** One of our own words: it stands in the SQL. */
const dimensionOf = ({ parameters }: ReportQuestion): Dimension =>
  dimensions.find((one) => one === parameters.dimension) ?? 'channel';

const visitsBy = (question: ReportQuestion, isWithOrders: boolean) => {
  const dimension = dimensionOf(question);
  const hasOrigins = dimension === 'source' || dimension === 'campaign';
  const [orders, net] = isWithOrders ? ['sum(visitOrders)', 'sum(visitNet)'] : ['toUInt64(0)', 'toInt64(0)'];
  return `SELECT ${dimension} AS word, count() AS visits, uniqExact(visitor) AS visitors, sum(pageViews) AS pageViews,
    sum(attentionMs) AS attentionMs, countIf(visitPurchases > 0) AS buying, ${orders} AS itsOrders, ${net} AS itsNet
  FROM (${visitsWithOrders(question, { hasOrigins })}) GROUP BY word`;
};

/** The till's and the phone's too, which have no visit. */
const ordersByChannel = `SELECT channel AS word, toUInt64(0) AS visits, toUInt64(0) AS visitors, toUInt64(0) AS pageViews,
    toUInt64(0) AS attentionMs, toUInt64(0) AS buying, count() AS itsOrders, sum(net) AS itsNet
  FROM (${netOrders}) GROUP BY word`;

function partsOf(question: ReportQuestion): string {
  const isByOrder = dimensionOf(question) === 'channel' && !isOfVisits(question);
  return isByOrder ? `${visitsBy(question, false)} UNION ALL ${ordersByChannel}` : visitsBy(question, true);
}

export const overviewBy: NamedReport = {
  name: 'overview-by',
  title: {
    fr: 'Par canal, appareil, pays, provenance ou campagne',
    en: 'By channel, device, country, source or campaign',
  },
  definition: {
    fr: 'Les visites et ce qu’elles ont rapporté, par ce qui est choisi. La provenance est la source de la campagne, sinon le site d’où l’on vient ; vide : venu sans lien. Par canal comptent toutes les commandes, sinon celles passées pendant une visite.',
    en: 'Visits and what they brought, by what is chosen. The source is that of the campaign, else the site that one comes from; empty: came without a link. By channel all orders count, else those placed during a visit.',
  },
  columns: [
    { name: 'value', unit: 'text', title: { fr: 'Valeur', en: 'Value' } },
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
  parameters: [
    { name: 'dimension', title: { fr: 'Par', en: 'By' }, values: dimensions, default: 'channel' },
    revenueParameter,
  ],
  empty: noVisits,
  bind: bindRevenue,
  sql: (
    question,
  ) => `SELECT word AS value, sum(visits) AS visits, sum(visitors) AS visitors, sum(pageViews) AS pageViews,
  sum(attentionMs) AS attentionMs, sum(itsOrders) AS orders, if(visits = 0, NULL, sum(buying) / visits) AS conversion,
  sum(itsNet) AS revenue
FROM (${partsOf(question)})
GROUP BY value
ORDER BY visits DESC, orders DESC, value`,
};
