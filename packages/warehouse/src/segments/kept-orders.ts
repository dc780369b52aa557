import { isKept, keptByLine, refundOfOrder, refundsByOrder } from '../queries/refunds.js';
import { factRows } from './fact-rows.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/** All orders of a person, once each. Whose they are `session_facts` says, as far as it may be known; what they are, `orders`. */
function allOrders(draft: QueryDraft, scope: PersonScope, where: string): string {
  const rows = factRows({ kinds: ['order'], columns: 'key', where }, draft, scope);
  return `SELECT DISTINCT person, key AS order_id FROM (${byPerson(rows, 'key', scope)})`;
}

/**
 * Orders that count (`isKept`): `kept` is the quantity by line, `revenue` what was paid less what was given back (see
 * `refundsByOrder`). `where` is over the columns of their facts.
 */
export function keptOrders(draft: QueryDraft, scope: PersonScope, where = '1'): string {
  return `SELECT person, theirs.order_id AS order_id, o.at AS at, o.lines AS lines, ${keptByLine} AS kept, o.currency AS currency,
      o.has_coupon AS has_coupon, greatest(0, o.total_minor - ${refundOfOrder}) AS revenue
    FROM (${allOrders(draft, scope, where)}) AS theirs
    INNER JOIN (
      SELECT order_id, toUnixTimestamp64Milli(ts) AS at, lines, currency, total_minor,
        coupon != '' OR arrayExists(line -> line.coupon != '', lines) AS has_coupon
      FROM orders FINAL WHERE site = {site:String}
    ) AS o ON o.order_id = theirs.order_id
    LEFT JOIN (${refundsByOrder}) AS r ON r.order_id = theirs.order_id
    WHERE ${isKept}`;
}
