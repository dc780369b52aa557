/**
 * What was given back of an order, the same wherever money or lines are counted (`toKeptOrders` says it of one person): a refund with an
 * amount takes that amount; one with lines alone the price of these lines of the order less their discount, of the first line of a
 * product first; one with neither the whole order. Lines come back whether or not there is an amount.
 */

/** A row an order of which something came back: `amount` that refunds say, products that came back, and those that no amount stands for. */
export const refundsByOrder = `SELECT order_id, max(is_whole) AS is_whole, toInt64(sum(amount)) AS amount, sumMap(items) AS given_back,
    sumMapIf(items, NOT has_amount) AS unpriced
  FROM (
    SELECT order_id, countIf(isNotNull(total_minor)) > 0 AS has_amount, sum(ifNull(total_minor, 0)) AS amount,
      max(product_id) = '' AND NOT has_amount AS is_whole,
      sumMapIf(map(product_id, toUInt64(quantity)), product_id != '') AS items
    FROM refunds FINAL WHERE site = {site:String} GROUP BY order_id, event_id)
  GROUP BY order_id`;

/** By line of an order, how many of it came back: SQL of its lines and of a map by product. */
export function cameBack(lines: string, byProduct: string): string {
  const before = `arraySum(arrayMap(
      (other, at) -> if(at < place AND other.product_id = line.product_id, toInt64(other.quantity), 0), ${lines}, arrayEnumerate(${lines})))`;
  return `arrayMap((line, place) -> least(toInt64(line.quantity), greatest(0, toInt64(${byProduct}[line.product_id]) - ${before})),
      ${lines}, arrayEnumerate(${lines}))`;
}

/** Minor units that were given back: of an order `o` with its `total_minor` and `lines`, and its refunds `r`. May be more than the total. */
export const refundOfOrder = `multiIf(r.is_whole, o.total_minor, empty(r.unpriced), r.amount, r.amount + arraySum(
    (line, back) -> back * greatest(0, ifNull(line.price_minor, 0) - line.discount_minor), o.lines, ${cameBack('o.lines', 'r.unpriced')}))`;

/** Whether an order came back whole, whatever its lines: of the same `o` and `r`. */
export const isRefundedWhole = '(r.is_whole OR r.amount > 0 AND r.amount >= o.total_minor)';
