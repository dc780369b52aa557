import type { ReportParameter } from '@sillage/protocol';
import { refundOfOrder, refundsByOrder } from '../queries/refunds.js';
import type { ReportQuestion } from './report.js';
import { countedOrders, soldOrders } from './scope.js';

/** Whether revenue is told with tax and shipping, or without. */
export const revenueParameter: ReportParameter = {
  name: 'revenue',
  title: {
    fr: 'Chiffre d’affaires : avec ou sans taxes et livraison',
    en: 'Revenue: with or without tax and shipping',
  },
  values: ['with', 'without'],
  default: 'with',
};

export const revenueDefinition = {
  fr: 'Ce que les commandes de la période ont rapporté, remboursements déduits, y compris ceux venus plus tard. « Avec » : taxes et livraison comprises ; « sans » : la même part de la commande, hors taxes et livraison. Les commandes dans une autre monnaie n’y sont pas.',
  en: 'What the orders of the period brought, less what was refunded, later refunds too. “With”: tax and shipping included; “without”: the same share of the order, without tax and shipping. Orders in another currency are not in it.',
};

/**
 * Orders of the period, a row each, with what they brought net of refunds in minor units. Of a refund it is not told which
 * part is tax: without tax and shipping an order keeps the share that it kept with them. Bind `bindRevenue`.
 */
const netOf = (orders: string) => `SELECT o.visitor AS visitor, o.session AS session, o.ts AS ts, o.channel AS channel,
    o.currency AS currency, greatest(toInt64(0), o.total_minor - ${refundOfOrder}) AS kept,
    toInt64(if({revenue:String} = 'with' OR o.total_minor = 0, kept,
      round(kept * (o.total_minor - o.tax_minor - o.shipping_minor) / o.total_minor))) AS net
  FROM (SELECT order_id, visitor, session, ts, channel, currency, total_minor, tax_minor, shipping_minor, lines
    FROM orders FINAL WHERE ${orders}) AS o
  LEFT JOIN (${refundsByOrder}) AS r ON r.order_id = o.order_id`;

export const netOrders = netOf(countedOrders);

/** By visit: `purchases`, whoever told them and in any currency; `orders` and `net` of those in the report's. */
export const ordersByVisit = `SELECT visitor, session, count() AS purchases, countIf(currency = {currency:String}) AS orders,
    sumIf(net, currency = {currency:String}) AS net
  FROM (${netOf(soldOrders)}) GROUP BY visitor, session`;

export const bindRevenue = ({ parameters }: ReportQuestion) => ({ revenue: parameters.revenue ?? 'with' });
