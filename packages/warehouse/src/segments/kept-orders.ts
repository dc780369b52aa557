import { factRows } from './fact-rows.js';
import { byPerson, type PersonScope } from './person-scope.js';

const jsonLines = `Array(Tuple(
  productId String, quantity UInt32, priceMinor Int64, discountMinor Int64, coupon String, topics Array(String)))`;

/** All orders of a person with what was bought, once each. */
export function allOrders(scope: PersonScope): string {
  const rows = `SELECT visitor, key, first_at, details FROM ${factRows('order', scope)}`;
  return `SELECT person, key AS order_id, toUnixTimestamp64Milli(min(first_at)) AS at, max(details) AS order_details
  FROM (${byPerson(rows, 'key, first_at, details', scope)})
  GROUP BY person, key
  HAVING order_details != ''`;
}

/** Of a line, the quantity of earlier lines of the same product: what is given back is taken from the first line first. */
const before = `arraySum(arrayMap(
      (other, at) -> if(at < place AND other.productId = line.productId, toInt64(other.quantity), 0), lines, arrayEnumerate(lines)))`;
const kept = `arrayMap(
      (line, place) -> toInt64(line.quantity) - least(toInt64(line.quantity), greatest(0, toInt64(given_back[line.productId]) - ${before})),
      lines, arrayEnumerate(lines))`;

/**
 * Orders of which something was kept: \`kept\` is the quantity by line, \`revenue\` what was paid less the price of what was
 * given back. Lines are read only where they are asked for, or something of the order was given back.
 */
export function keptOrders(scope: PersonScope): string {
  return `SELECT person, at,
    JSONExtract(order_details, 'order', 'lines', '${jsonLines}') AS lines,
    ${kept} AS kept,
    JSONExtractString(order_details, 'order', 'currency') AS currency,
    JSONExtractString(order_details, 'order', 'coupon') != '' OR arrayExists(line -> line.coupon != '', lines) AS has_coupon,
    JSONExtractInt(order_details, 'order', 'totalMinor') AS total,
    if(empty(given_back), total, greatest(0, total - arraySum(
      (line, left) -> (toInt64(line.quantity) - left) * greatest(0, line.priceMinor - line.discountMinor), lines, kept))) AS revenue
  FROM (${allOrders(scope)}) AS bought
  LEFT JOIN (
    SELECT order_id, max(product_id = '') AS is_whole, sumMap(map(product_id, toUInt64(quantity))) AS given_back
    FROM refunds FINAL WHERE site = {site:String}
    GROUP BY order_id
  ) AS refunded ON refunded.order_id = bought.order_id
  WHERE NOT is_whole AND if(empty(given_back), true, arrayExists(left -> left > 0, kept))`;
}
