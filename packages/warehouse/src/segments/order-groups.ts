import { factRows } from './fact-rows.js';
import { keptOrders } from './kept-orders.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';
import { beganAt, largest, wholeFacts } from './whole-facts.js';

/** Orders of which something was kept. */
export function ordersGroup(draft: QueryDraft, scope: PersonScope): string {
  return `SELECT person, ${draft.select('orders')} FROM (${keptOrders(draft, scope, { columns: ['currency', 'has_coupon', 'revenue'] })}) GROUP BY person`;
}

/** Products that were viewed and of which nothing was kept. */
export function productsGroup(draft: QueryDraft, scope: PersonScope): string {
  const viewed = factRows({ kinds: ['product'], columns: 'key', where: 'views > 0' }, draft, scope);
  return `SELECT person, ${draft.select('products')}
FROM (
  SELECT person, max(is_viewed) AND NOT max(is_kept) AS is_left
  FROM (
    SELECT person, cityHash64(key) AS product, true AS is_viewed, false AS is_kept FROM (${byPerson(viewed, 'key', scope)})
    UNION ALL
    SELECT person, cityHash64(tupleElement(line, 1)), false, true
    FROM (SELECT person, arrayJoin(arrayFilter((line, left) -> left > 0, lines, kept)) AS line FROM (${keptOrders(draft, scope)}))
  )
  GROUP BY person, product
)
GROUP BY person`;
}

/** `key` is the moment, of 13 digits, and of a change the product after a space. */
const told = {
  is_whole: { ofRow: 'length(key) = 13', ofRows: 'length(key) = 13' },
  whole: largest('details'),
  product: { ofRow: 'substring(key, 15)', ofRows: 'substring(key, 15)' },
  at: beganAt,
  change: { ofRow: 'toInt64(added) - toInt64(removed)', ofRows: 'toInt64(sum(added)) - toInt64(sum(removed))' },
  price: largest('price_minor'),
  price_currency: largest('currency'),
  all_topics: { ofRow: 'topics', ofRows: 'groupUniqArrayArray(topics)' },
};

/** Lines of a cart as the event's JSON names them. */
const jsonLines =
  'Array(Tuple(productId String, quantity UInt32, priceMinor Nullable(Int64), currency String, topics Array(String)))';

/**
 * The cart: as it was last told whole, and what was changed since. An order leaves it empty. Of a product, going from the
 * newest change to the oldest, what was taken out cancels what was put in before; what then remains is the largest of the
 * running sums.
 */
export function cartGroup(draft: QueryDraft, scope: PersonScope): string {
  const rows = wholeFacts({ kinds: ['cart'], where: '1', columns: told }, draft, scope);
  return `SELECT person, ${draft.select('cart')}
FROM (
  SELECT person, line.1 AS product,
    arrayMax(arrayCumSum(arrayMap(each -> -each.2, arraySort(groupArray((-line.2, -line.3)))))) AS quantity,
    max(line.2) AS touched,
    groupUniqArrayArray(line.6) AS topics,
    argMaxIf((line.4, line.5), (line.2, line.4, line.5), line.4 IS NOT NULL AND line.5 != '') AS priced
  FROM (
    SELECT person, arrayJoin(arrayConcat(
      arrayMap(l -> (l.productId, cut, toInt64(l.quantity), l.priceMinor, if(l.currency = '', newest.2, l.currency), l.topics),
        JSONExtract(newest.1, 'lines', '${jsonLines}')),
      arrayFilter(each -> each.2 > cut, changes))) AS line
    FROM (
      SELECT person, maxIf(at, is_whole) AS cut,
        argMaxIf((whole, price_currency), (at, whole, price_currency), is_whole) AS newest,
        groupArrayIf((product, at, change, price, price_currency, all_topics), NOT is_whole) AS changes
      FROM (${byPerson(rows, Object.keys(told).join(', '), scope)})
      GROUP BY person))
  GROUP BY person, product
  HAVING quantity > 0
)
GROUP BY person`;
}
