import { factRows } from './fact-rows.js';
import { allOrders, keptOrders } from './kept-orders.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/** Orders of which something was kept. */
export function ordersGroup(draft: QueryDraft, scope: PersonScope): string {
  return `SELECT person, ${draft.select('orders')} FROM (${keptOrders(scope)}) GROUP BY person`;
}

/** Products that were viewed and of which nothing was kept. */
export function productsGroup(draft: QueryDraft, scope: PersonScope): string {
  const viewed = `SELECT visitor, key FROM ${factRows('product', scope)} AND views > 0`;
  return `SELECT person, ${draft.select('products')}
FROM (
  SELECT person, max(is_viewed) AND NOT max(is_kept) AS is_left
  FROM (
    SELECT person, cityHash64(key) AS product, true AS is_viewed, false AS is_kept FROM (${byPerson(viewed, 'key')})
    UNION ALL
    SELECT person, cityHash64(tupleElement(line, 1)), false, true
    FROM (SELECT person, arrayJoin(arrayFilter((line, left) -> left > 0, lines, kept)) AS line FROM (${keptOrders(scope)}))
  )
  GROUP BY person, product
)
GROUP BY person`;
}

/** Facts of a product that was put into the cart or taken out of it, with all their rows. */
const cartFacts = (scope: PersonScope) => `SELECT visitor, session, key, sum(added) AS ins, sum(removed) AS outs,
    toUnixTimestamp64Milli(max(last_at)) AS ended, max(price_minor) AS price, max(currency) AS price_currency,
    groupUniqArrayArray(topics) AS all_topics
  FROM ${factRows('product', scope)} AND cityHash64(visitor, session, key) IN (
    SELECT cityHash64(visitor, session, key) FROM ${factRows('product', scope)} AND (added > 0 OR removed > 0))
  GROUP BY visitor, session, key
  HAVING ins > 0 OR outs > 0`;

/** What orders of a session took out of the cart. */
const soldFacts = (scope: PersonScope) => `SELECT visitor, session, tupleElement(line, 1) AS key, sum(tupleElement(line, 2)) AS sold
  FROM (
    SELECT visitor, session, arrayJoin(JSONExtract(max(details), 'order', 'lines', 'Array(Tuple(productId String, quantity UInt32))')) AS line
    FROM ${factRows('order', scope)}
    GROUP BY visitor, session, key)
  GROUP BY visitor, session, key`;

/**
 * The cart: what was done since the last order. Of a product, going from its newest session to its oldest, what was taken out
 * cancels what was put in before; what then remains is the largest of the running sums.
 */
export function cartGroup(draft: QueryDraft, scope: PersonScope): string {
  const rows = `SELECT visitor, key, toInt64(ins) - toInt64(outs) - toInt64(sold) AS change, ended, price, price_currency, all_topics
  FROM (${cartFacts(scope)}) AS changed
  LEFT JOIN (${soldFacts(scope)}) AS sales ON sales.visitor = changed.visitor AND sales.session = changed.session AND sales.key = changed.key`;
  return `SELECT person, ${draft.select('cart')}
FROM (
  SELECT person, key AS product,
    arrayMax(arrayCumSum(arrayMap(each -> -each.2, arraySort(groupArray((-ended, -change)))))) AS quantity,
    max(ended) AS touched,
    groupUniqArrayArray(all_topics) AS topics,
    argMaxIf((price, price_currency), (ended, price, price_currency), price IS NOT NULL AND price_currency != '') AS priced
  FROM (${byPerson(rows, 'key, change, ended, price, price_currency, all_topics')}) AS changes
  LEFT JOIN (SELECT person, max(at) AS last_order_at FROM (${allOrders(scope)}) GROUP BY person) AS last_orders
    ON last_orders.person = changes.person
  WHERE ended > last_order_at
  GROUP BY person, key
  HAVING quantity > 0
)
GROUP BY person`;
}
