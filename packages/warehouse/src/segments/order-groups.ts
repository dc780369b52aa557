import { factRows } from './fact-rows.js';
import { keptOrders } from './kept-orders.js';
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
    SELECT person, cityHash64(key) AS product, true AS is_viewed, false AS is_kept FROM (${byPerson(viewed, 'key', scope)})
    UNION ALL
    SELECT person, cityHash64(tupleElement(line, 1)), false, true
    FROM (SELECT person, arrayJoin(arrayFilter((line, left) -> left > 0, lines, kept)) AS line FROM (${keptOrders(scope)}))
  )
  GROUP BY person, product
)
GROUP BY person`;
}

/** Facts of a product that was put into the cart or taken out of it, with all their rows. */
const cartFacts = (scope: PersonScope) => `SELECT visitor, any(key) AS product, sum(added) AS ins, sum(removed) AS outs,
    toUnixTimestamp64Milli(min(first_at)) AS began, toUnixTimestamp64Milli(max(last_at)) AS ended,
    max(price_minor) AS price, max(currency) AS price_currency, groupUniqArrayArray(topics) AS all_topics
  FROM ${factRows('product', scope)} AND cityHash64(visitor, session, key) IN (
    SELECT cityHash64(visitor, session, key) FROM ${factRows('product', scope)} AND (added > 0 OR removed > 0))
  GROUP BY visitor, session, cityHash64(key)
  HAVING ins > 0 OR outs > 0`;

const lastOrders = (scope: PersonScope) => `SELECT person, max(ordered_at) AS last_order_at
  FROM (
    SELECT person, toUnixTimestamp64Milli(min(first_at)) AS ordered_at
    FROM (${byPerson(`SELECT visitor, key, first_at FROM ${factRows('order', scope)}`, 'key, first_at', scope)})
    GROUP BY person, key)
  GROUP BY person`;

/**
 * The cart: what was begun since the last order. Of a product, going from its newest session to its oldest, what was taken
 * out cancels what was put in before; what then remains is the largest of the running sums.
 */
export function cartGroup(draft: QueryDraft, scope: PersonScope): string {
  const rows = `SELECT visitor, product, toInt64(ins) - toInt64(outs) AS change, began, ended, price, price_currency, all_topics
  FROM (${cartFacts(scope)})`;
  return `SELECT person, ${draft.select('cart')}
FROM (
  SELECT changes.person AS person, product,
    arrayMax(arrayCumSum(arrayMap(each -> -each.2, arraySort(groupArray((-ended, -change)))))) AS quantity,
    max(ended) AS touched,
    groupUniqArrayArray(all_topics) AS topics,
    argMaxIf((price, price_currency), (ended, price, price_currency), price IS NOT NULL AND price_currency != '') AS priced
  FROM (${byPerson(rows, 'product, change, began, ended, price, price_currency, all_topics', scope)}) AS changes
  LEFT JOIN (${lastOrders(scope)}) AS last_orders ON last_orders.person = changes.person
  WHERE began > last_order_at
  GROUP BY person, product
  HAVING quantity > 0
)
GROUP BY person`;
}
