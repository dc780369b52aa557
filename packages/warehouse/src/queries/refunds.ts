/**
 * What was given back of an order, the same wherever money or lines are counted (`toKeptOrders` says it of one person; decisions/0156): a
 * refund with an amount takes that amount; one with lines alone what it says was given back for each, else the price of these lines of
 * the order less their discount, of the first line of a product first; one with neither the whole order. Lines come back whether or
 * not there is an amount. An amount in another currency than the order's is none.
 */

/** The wire takes no larger amount: sums of what anybody may tell stay within 64 bits. */
const mostMinor = 1_000_000_000_000;

/**
 * A row an order of which something came back: whether a refund was of the whole, the products that came back, and `told`, of each refund
 * its currency, its amount, its products, and those of them that no amount stands for.
 */
export const refundsByOrder = `SELECT order_id, max(is_whole) AS is_whole, sumMap(items) AS given_back,
    groupArray((told_currency, amount, items, mapFilter((product, quantity) -> NOT has_amount, unpriced))) AS told
  FROM (
    SELECT order_id, max(currency) AS told_currency, countIf(isNotNull(total_minor)) > 0 AS has_amount,
      max(product_id) = '' AND NOT has_amount AS is_whole,
      toInt64(if(has_amount, sum(ifNull(total_minor, 0)),
        sum(least(toInt64(${mostMinor}), toInt64(quantity * ifNull(price_minor, 0)))))) AS amount,
      sumMapIf(map(product_id, toUInt64(quantity)), product_id != '') AS items,
      sumMapIf(map(product_id, toUInt64(quantity)), product_id != '' AND isNull(price_minor)) AS unpriced
    FROM refunds FINAL WHERE site = {site:String} GROUP BY order_id, event_id)
  GROUP BY order_id`;

/** The refund `one` tells its amount in the order's currency: in that where it names none. */
const isInCurrency = `(one.1 = '' OR one.1 = o.currency)`;
const amount = `arraySum(one -> if(${isInCurrency}, one.2, 0), r.told)`;
const unpriced = `arrayReduce('sumMap', arrayMap(one -> if(${isInCurrency}, one.4, one.3), r.told))`;

/** By line of an order, how many of it came back: SQL of its lines and of a map by product. */
function cameBack(lines: string, byProduct: string): string {
  const before = `arraySum(arrayMap(
      (other, at) -> if(at < place AND other.product_id = line.product_id, toInt64(other.quantity), 0), ${lines}, arrayEnumerate(${lines})))`;
  return `arrayMap((line, place) -> least(toInt64(line.quantity), greatest(0, toInt64(${byProduct}[line.product_id]) - ${before})),
      ${lines}, arrayEnumerate(${lines}))`;
}

/** Minor units that were given back: of an order `o` with its `total_minor`, `currency` and `lines`, and its refunds `r`. May be more than the total. */
export const refundOfOrder = `multiIf(empty(r.told), 0, r.is_whole, o.total_minor, ${amount} + arraySum(
    (line, back) -> back * greatest(0, ifNull(line.price_minor, 0) - line.discount_minor), o.lines, ${cameBack('o.lines', unpriced)}))`;

/** By line, how many of it were kept: of the same `o` and `r`. */
export const keptByLine = `arrayMap((line, back) -> toInt64(line.quantity) - back, o.lines, ${cameBack('o.lines', 'r.given_back')})`;

/** Whether the order came back whole, by word or by amounts that come to its total. Of the same `o` and `r`. */
export const cameBackWhole = `(notEmpty(r.told) AND (r.is_whole OR ${amount} > 0 AND ${amount} >= o.total_minor))`;

/** Whether the order counts: it did not come back whole, be it by word, by amounts, or by all of its lines. Of the same `o` and `r`. */
export const isKept = `(empty(r.told) OR NOT ${cameBackWhole} AND arrayExists(left -> left > 0, ${keptByLine}))`;
