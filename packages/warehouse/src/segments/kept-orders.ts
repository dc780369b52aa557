import { cameBackWhole, keptByLine, refundOfOrder, refundsByOrder } from '../queries/refunds.js';
import { factRows } from './fact-rows.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/** All orders of a person, once each. Whose they are `session_facts` says, as far as it may be known; what they are, `orders`. */
function allOrders(draft: QueryDraft, scope: PersonScope, where: string): string {
  const rows = factRows({ kinds: ['order'], columns: 'key', where }, draft, scope);
  return `SELECT DISTINCT person, key AS order_id FROM (${byPerson(rows, 'key', scope)})`;
}

/** What can be asked of an order beside its lines. */
const orderColumns = {
  currency: 'o.currency',
  has_coupon: "(o.coupon != '' OR arrayExists(line -> line.coupon != '', o.lines))",
  revenue: `greatest(0, o.total_minor - ${refundOfOrder})`,
};

/** What is always read of a line, with its type, and what can be asked besides. */
const lineTypes = { product_id: 'String', quantity: 'UInt32' };
const moreLineTypes = { topics: 'Array(String)' };

export interface OrdersQuestion {
  columns?: readonly (keyof typeof orderColumns)[];
  /** What is read of their lines beside product and quantity, in this order; default: all that a line has, which takes longer. */
  ofLines?: readonly (keyof typeof moreLineTypes)[];
  /** SQL over the columns of their facts. */
  where?: string;
}

/**
 * Orders that count (`isKept`) with `at`, `lines`, `kept`, the quantity by line, and the `columns` that are asked: of `revenue` what was paid less
 * what was given back (see `refundsByOrder`). What nobody reads is planned all the same, and that took longer than to read the orders.
 */
export function keptOrders(
  draft: QueryDraft,
  scope: PersonScope,
  { columns = [], ofLines, where = '1' }: OrdersQuestion = {},
): string {
  const more = columns.map((column) => `, ${column}`).join('');
  return `SELECT person, order_id, at, lines, kept${more}
    FROM (
      SELECT person, theirs.order_id AS order_id, toUnixTimestamp64Milli(o.ts) AS at, o.lines AS lines, ${keptByLine} AS kept,
        empty(r.told) AS is_untouched, ${cameBackWhole} AS is_gone${columns.map((column) => `, ${orderColumns[column]} AS ${column}`).join('')}
      FROM (${allOrders(draft, scope, where)}) AS theirs
      INNER JOIN (
        SELECT order_id, ts, ${ofLines ? linesOf(ofLines) : 'lines'}, currency, total_minor, coupon FROM orders FINAL WHERE site = {site:String}
      ) AS o ON o.order_id = theirs.order_id
      LEFT JOIN (${refundsByOrder}) AS r ON r.order_id = theirs.order_id
    )
    WHERE is_untouched OR NOT is_gone AND arrayExists(left -> left > 0, kept)`;
}

function linesOf(more: readonly (keyof typeof moreLineTypes)[]): string {
  const columns = [...Object.entries(lineTypes), ...more.map((name) => [name, moreLineTypes[name]] as const)];
  const arrays = columns.map(([name]) => `lines.${name}`).join(', ');
  return `CAST(arrayZip(${arrays}), 'Array(Tuple(${columns.map((column) => column.join(' ')).join(', ')}))') AS lines`;
}
