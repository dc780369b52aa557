import { purposeBits } from '@sillage/protocol';
import { isKept, refundOfOrder, refundsByOrder } from '../queries/refunds.js';
import { type Merges, rootOf } from '../segments/merged-customers.js';

/**
 * Every report of loyalty stands on the same orders: all that a person ever bought until the end of the period, in its currency,
 * wherever they bought it, less what was given back.
 */

const nobody = '00000000-0000-0000-0000-000000000000';

/** The midnight that ends the last day. */
export const endOfPeriod = 'toDateTime64(toString(toDate({to:String}) + 1), 3, {timeZone:String})';

/** Who was erased bought something that is nobody's any more: it counts as revenue elsewhere, and as no person here. */
export const ordersOfPersons = `site = {site:String} AND ts < ${endOfPeriod} AND NOT is_bot AND NOT is_internal
    AND currency = {currency:String}
    AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR basis IN ('import', 'contract'))
    AND (customer_id != '' OR visitor != toUUID('${nobody}'))`;

/** Lines are read of those orders alone of which something came back. */
const refunded = `SELECT o.order_id AS order_id, toInt64(${refundOfOrder}) AS amount, NOT ${isKept} AS is_gone
  FROM (
    SELECT order_id, currency, total_minor, lines FROM orders FINAL
    WHERE site = {site:String} AND order_id IN (SELECT order_id FROM refunds WHERE site = {site:String})) AS o
  INNER JOIN (${refundsByOrder}) AS r ON r.order_id = o.order_id`;

/** The customer that an order names; else the one to whom its visitor was linked last; else the only one whom the visitor ever was. */
const personOf = (merges: Merges) => `multiIf(
    o.customer_id != '', concat('c', ${rootOf('o.customer_id', merges)}),
    l.linked != '', concat('c', ${rootOf('l.linked', merges)}),
    length(n.ids) = 1, concat('c', n.ids[1]),
    concat('v', toString(o.visitor)))`;

const nameless = `visitor IN (SELECT visitor FROM orders WHERE site = {site:String} AND customer_id = '')`;

export interface PersonOrderColumns {
  /** More columns of `orders`, each with its name: `coupon != '' AS has_coupon`. */
  more?: Readonly<Record<string, string>>;
}

/**
 * One row an order that counts, for not all of it was given back (`isKept`): `person` (`c` and a customer's id, or `v` and a visitor's), `order_id`, `at`,
 * `total`, `net` in minor units, and what else is asked for.
 */
export function personOrders(merges: Merges, { more = {} }: PersonOrderColumns = {}): string {
  const names = Object.keys(more);
  const own = names.map((name) => `, ${more[name]} AS ${name}`).join('');
  const outer = names.map((name) => `, o.${name} AS ${name}`).join('');
  return `SELECT ${personOf(merges)} AS person, o.order_id AS order_id, o.at AS at, o.total AS total,
    toInt64(greatest(0, o.total - r.amount)) AS net${outer}
  FROM (
    SELECT order_id, visitor, customer_id, ts AS at, total_minor AS total${own}
    FROM orders FINAL WHERE ${ordersOfPersons}) AS o
  LEFT JOIN (${refunded}) AS r ON r.order_id = o.order_id
  LEFT JOIN (
    SELECT visitor, argMin(customer_id, (-toUnixTimestamp64Milli(linked_at), customer_id)) AS linked
    FROM persons WHERE site = {site:String} AND ${nameless} GROUP BY visitor) AS l ON l.visitor = o.visitor
  LEFT JOIN (
    SELECT visitor, arrayDistinct(groupArray(${rootOf('customer_id', merges)})) AS ids
    FROM customer_visitors WHERE site = {site:String} AND ${nameless} GROUP BY visitor) AS n ON n.visitor = o.visitor
  WHERE NOT r.is_gone`;
}
