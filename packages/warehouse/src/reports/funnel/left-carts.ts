import { visitEventsInPeriod } from '../scope.js';

/** After so long without an order a cart was abandoned. */
export const patience = 'INTERVAL 24 HOUR';

/** What visits put into the cart and took out again since they last ordered, a row a product. A purchase has no product of its own. */
const products = `SELECT visitor, session, product_id AS product, any(customer_id) AS customer,
    maxIf(ts, type = 'cart_add') AS added_at, countIf(type = 'cart_add') AS adds,
    greatest(0, sumIf(if(type = 'cart_add', toInt64(quantity), -toInt64(quantity)), ts > ordered_at)) AS left,
    argMaxIf(price_minor, ts, type = 'cart_add' AND currency = {currency:String}) AS price
  FROM (
    SELECT *, maxIf(ts, type = 'purchase') OVER (PARTITION BY visitor, session) AS ordered_at
    FROM (
      SELECT visitor, session, ts, type, product_id, quantity, price_minor, currency, customer_id FROM events
      WHERE ${visitEventsInPeriod} AND type IN ('cart_add', 'cart_remove', 'purchase')
    )
  )
  GROUP BY visitor, session, product`;

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
FROM (
  SELECT visitor, session, max(added_at) AS at, max(customer) AS customer,
    groupArrayIf((product, left, price), left > 0) AS lines
  FROM (${products})
  GROUP BY visitor, session
  HAVING sum(adds) > 0 AND at + ${patience} <= fromUnixTimestamp64Milli({now:Int64})
) AS carts
LEFT JOIN (${ordersBy('visitor')}) AS of_visitor ON of_visitor.visitor = carts.visitor
LEFT JOIN (${ordersBy('customer_id')}) AS of_customer ON of_customer.customer_id = carts.customer AND carts.customer != ''`;
