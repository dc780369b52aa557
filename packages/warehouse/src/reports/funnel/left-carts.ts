import { inPeriod, visitsWithCart } from '../scope.js';

/** After so long without an order a cart was abandoned. */
export const patience = 'INTERVAL 24 HOUR';

/** What changed in the period, oldest first: of two changes in one millisecond always the same one. */
const changesOfPeriod = `arraySort(change -> (change.ts, change.id), arrayFilter(change -> ${inPeriod('change.ts')}, cartChanges))`;

/** The time of the last such change, or 1970. */
const lastOf = (condition: string) => `arrayLast(change -> ${condition}, all_changes).ts`;

/**
 * Of visits that put something into the cart: when last, what they put in and took out in its order as (product, quantity, time, price),
 * and when they last ordered.
 */
const carts = `SELECT visitor, arrayMax(customerIds) AS customer, ${changesOfPeriod} AS all_changes,
    ${lastOf('change.quantity > 0')} AS at, ${lastOf('change.quantity = 0')} AS ordered_at,
    arrayMap(change -> (change.product_id, change.quantity, change.ts,
      if(change.currency = {currency:String}, change.price_minor, NULL)), arrayFilter(change -> change.quantity != 0, all_changes)) AS changes
  FROM (${visitsWithCart})
  WHERE arrayExists(change -> change.quantity > 0, all_changes) AND at + ${patience} <= fromUnixTimestamp64Milli({now:Int64})`;

/** What is left of each product since the visit's last order, at the last price that is known: (product, quantity, price). */
const lines = `arrayFilter(line -> line.2 > 0, arrayMap(product -> (
      product,
      arraySum(arrayMap(one -> if(one.1 = product AND one.3 > ordered_at, one.2, 0), changes)),
      arrayLast(one -> one.1 = product AND isNotNull(one.4), changes).4
    ), arrayDistinct(arrayMap(one -> one.1, changes))))`;

/** When orders were made, by one thing that says whose they are. Also those after the period: a cart has a day for its order. */
const ordersBy = (column: 'visitor' | 'customer_id') => `SELECT ${column}, groupArray(ts) AS times FROM orders FINAL
  WHERE site = {site:String} AND ${column === 'visitor' ? '1' : "customer_id != ''"}
    AND ts >= toDateTime64({from:String}, 3, {timeZone:String}) - ${patience}
    AND ts < toDateTime64(toString(toDate({to:String}) + 3), 3, {timeZone:String})
  GROUP BY ${column}`;

/**
 * Visits that put something into the cart, once their day for an order is over: `lines` as (product, quantity, price), `is_left`
 * where something stayed in it and neither the visitor nor the customer ordered within the day. `now` is to be bound.
 */
export const leftCarts = `SELECT at, lines, notEmpty(lines) AND NOT arrayExists(
    time -> time >= at AND time <= at + ${patience}, arrayConcat(of_visitor.times, of_customer.times)) AS is_left
FROM (SELECT visitor, customer, at, ${lines} AS lines FROM (${carts})) AS carts
LEFT JOIN (${ordersBy('visitor')}) AS of_visitor ON of_visitor.visitor = carts.visitor
LEFT JOIN (${ordersBy('customer_id')}) AS of_customer ON of_customer.customer_id = carts.customer AND carts.customer != ''`;
