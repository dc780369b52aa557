import type { ClickHouse, Parameters } from '../client/clickhouse.js';
import {
  type SubjectCounts,
  type SubjectQuery,
  type SubjectRow,
  type SubjectTable,
  subjectTables,
} from '../subject.js';

const site = 'site = {site:String}';
const theirs = 'visitor IN {visitors:Array(UUID)}';
/** Of a visitor alone no customer is asked for: `notEmpty` is folded away, and with it the pass over all rows. */
const isNamed = (condition: string) => `(notEmpty({customerIds:Array(String)}) AND ${condition})`;
const naming = isNamed('has({customerIds:Array(String)}, customer_id)');
const mergedInto = isNamed('has({customerIds:Array(String)}, into_customer_id)');
const theirOrders = `${site} AND (${theirs} OR ${naming})`;
const inSessions = isNamed('hasAny(customer_ids, {customerIds:Array(String)})');
const inBody = isNamed("has({customerIds:Array(String)}, JSONExtractString(body, 'customerId'))");

/** A row that is not merged yet comes whole all the same: FINAL. */
const queries: Record<SubjectTable, string> = {
  events: `SELECT * FROM events WHERE ${site} AND (${theirs} OR ${naming}) ORDER BY ts, id`,
  sessions: `SELECT * FROM sessions FINAL WHERE ${site} AND (${theirs} OR ${inSessions}) ORDER BY started_at, session`,
  session_facts: `SELECT * FROM session_facts FINAL WHERE ${site} AND ${theirs} ORDER BY first_at, session, kind, key`,
  orders: `SELECT * EXCEPT rank FROM orders FINAL WHERE ${theirOrders} ORDER BY ts, order_id`,
  refunds: `SELECT * FROM refunds FINAL
WHERE ${site} AND order_id IN (SELECT order_id FROM orders FINAL WHERE ${theirOrders}) ORDER BY ts, order_id, line`,
  consents: `SELECT * FROM consents WHERE ${site} AND ${theirs} ORDER BY decided_at, proof_id`,
  persons: `SELECT * FROM persons WHERE ${site} AND (${theirs} OR ${naming}) ORDER BY linked_at, customer_id`,
  customer_choices: `SELECT * FROM customer_choices WHERE ${site} AND ${naming} ORDER BY decided_at, proof_id`,
  person_changes: `SELECT * FROM person_changes WHERE ${site} AND (${naming} OR ${mergedInto}) ORDER BY changed_at, change_id`,
  rejected_events: `SELECT * FROM rejected_events WHERE ${site} AND (${theirs} OR ${inBody}) ORDER BY received_at`,
};

/** Columns that hold the JSON of what was sent. */
const jsonColumns = ['properties', 'details', 'body'];

/**
 * See `Warehouse.subjectRows`. ClickHouse has a table's rows ready before it sends the first (`wait_end_of_query`), so that
 * what comes is all or ends in an error.
 */
export async function* subjectRows(clickhouse: ClickHouse, query: SubjectQuery): AsyncGenerator<SubjectRow> {
  for (const table of subjectTables) {
    const asked = {
      action: `read ${table} of a person`,
      sql: queries[table],
      timeoutMs: 600_000,
      settings: { wait_end_of_query: 1, date_time_output_format: 'iso', output_format_json_quote_64bit_integers: 0 },
    } as const;
    for await (const row of clickhouse.stream<Record<string, unknown>>(asked, toParameters(query))) {
      yield { table, row: withJson(row) };
    }
  }
}

const countsSql = `SELECT
  (SELECT uniqExact(order_id) FROM orders WHERE ${theirOrders}) AS orders,
  (SELECT count() FROM consents WHERE ${site} AND ${theirs}) AS consents`;

/** See `Warehouse.countKept`. */
export async function countKept(clickhouse: ClickHouse, query: SubjectQuery): Promise<SubjectCounts> {
  const [row] = await clickhouse.rows<Record<keyof SubjectCounts, string>>(
    { action: 'count what is kept of a person', sql: countsSql },
    toParameters(query),
  );
  return { orders: Number(row?.orders ?? 0), consents: Number(row?.consents ?? 0) };
}

function toParameters({ site: id, visitors, customerIds = [] }: SubjectQuery): Parameters {
  return { site: id, visitors, customerIds };
}

function withJson(row: Record<string, unknown>): Record<string, unknown> {
  for (const column of jsonColumns) {
    const text = row[column];
    if (typeof text === 'string' && text !== '') row[column] = readJson(text);
  }
  return row;
}

/** A refused body may be cut, and then is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
