import { factRows } from './fact-rows.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/** All orders of a person, once each. Whose they are `session_facts` says, as far as it may be known; what they are, `orders`. */
function allOrders(draft: QueryDraft, scope: PersonScope, where: string): string {
  const rows = factRows({ kinds: ['order'], columns: 'key', where }, draft, scope);
  return `SELECT DISTINCT person, key AS order_id FROM (${byPerson(rows, 'key', scope)})`;
}

/** Of a line, the quantity of earlier lines of the same product: what is given back is taken from the first line first. */
const before = `arraySum(arrayMap(
      (other, at) -> if(at < place AND other.product_id = line.product_id, toInt64(other.quantity), 0), lines, arrayEnumerate(lines)))`;
const kept = `arrayMap(
      (line, place) -> toInt64(line.quantity) - least(toInt64(line.quantity), greatest(0, toInt64(given_back[line.product_id]) - ${before})),
      lines, arrayEnumerate(lines))`;

/**
 * Orders of which something was kept: `kept` is the quantity by line, `revenue` what was paid less the price of what was
 * given back. `where` is over the columns of their facts.
 */
export function keptOrders(draft: QueryDraft, scope: PersonScope, where = '1'): string {
  return `SELECT person, order_id, at, lines, kept, currency, has_coupon,
    if(empty(given_back), total, greatest(0, total - arraySum(
      (line, left) -> (toInt64(line.quantity) - left) * greatest(0, ifNull(line.price_minor, 0) - line.discount_minor), lines, kept))) AS revenue
  FROM (
    SELECT person, theirs.order_id AS order_id, at, lines, ${kept} AS kept, currency, has_coupon, total, given_back
    FROM (${allOrders(draft, scope, where)}) AS theirs
    INNER JOIN (
      SELECT order_id, toUnixTimestamp64Milli(ts) AS at, lines, currency, total_minor AS total,
        coupon != '' OR arrayExists(line -> line.coupon != '', lines) AS has_coupon
      FROM orders FINAL WHERE site = {site:String}
    ) AS bought ON bought.order_id = theirs.order_id
    LEFT JOIN (
      SELECT order_id, max(product_id = '') AS is_whole, sumMap(map(product_id, toUInt64(quantity))) AS given_back
      FROM refunds FINAL WHERE site = {site:String}
      GROUP BY order_id
    ) AS refunded ON refunded.order_id = theirs.order_id
    WHERE NOT is_whole
  )
  WHERE arrayExists(left -> left > 0, kept)`;
}
