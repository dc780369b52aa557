/** What was given back of each order of the site. A refund says its total, or its lines, or neither: then it is of the whole order. */
export const refundsByOrder = `SELECT order_id, groupArray((is_total, total, is_whole, items)) AS given FROM (
    SELECT order_id, countIf(isNotNull(total_minor)) > 0 AS is_total, toInt64(sum(ifNull(total_minor, 0))) AS total,
      max(product_id) = '' AS is_whole, groupArray((product_id, toInt64(quantity), price_minor)) AS items
    FROM refunds FINAL WHERE site = {site:String} GROUP BY order_id, event_id)
  GROUP BY order_id`;

/** Minor units that were given back: of an order `o` with its `total_minor` and `lines`, and its refunds `r`. */
export const refundOfOrder = `arraySum(g -> multiIf(g.1, g.2, g.3, o.total_minor, arraySum(i -> i.2 * ifNull(i.3,
    ifNull(arrayFirst(l -> l.product_id = i.1, o.lines).price_minor, 0)), g.4)), r.given)`;
