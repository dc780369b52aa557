import { factRows } from './fact-rows.js';
import { keptOrders } from './kept-orders.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';
import { beganAt, endedAt, largest, wholeFacts } from './whole-facts.js';

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

const changed = {
  product: { ofRow: 'key', ofRows: 'key' },
  change: { ofRow: 'toInt64(added) - toInt64(removed)', ofRows: 'toInt64(sum(added)) - toInt64(sum(removed))' },
  began: beganAt,
  ended: endedAt,
  price: largest('price_minor'),
  price_currency: largest('currency'),
  all_topics: { ofRow: 'topics', ofRows: 'groupUniqArrayArray(topics)' },
};

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
  const rows = wholeFacts({ kinds: ['product'], where: 'added > 0 OR removed > 0', columns: changed }, scope);
  return `SELECT person, ${draft.select('cart')}
FROM (
  SELECT changes.person AS person, product,
    arrayMax(arrayCumSum(arrayMap(each -> -each.2, arraySort(groupArray((-ended, -change)))))) AS quantity,
    max(ended) AS touched,
    groupUniqArrayArray(all_topics) AS topics,
    argMaxIf((price, price_currency), (ended, price, price_currency), price IS NOT NULL AND price_currency != '') AS priced
  FROM (${byPerson(rows, Object.keys(changed).join(', '), scope)}) AS changes
  LEFT JOIN (${lastOrders(scope)}) AS last_orders ON last_orders.person = changes.person
  WHERE began > last_order_at
  GROUP BY person, product
  HAVING quantity > 0
)
GROUP BY person`;
}
