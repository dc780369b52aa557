import type { ClickHouse } from '../client/clickhouse.js';
import { fromSeconds } from '../client/time.js';
import { readBoughtOrder } from '../rows/event-facts.js';
import {
  type FactKind,
  type FactSums,
  type PersonFacts,
  type RefundFact,
  type SessionFact,
  sumFact,
} from '../session-fact.js';
import type { PersonQuery } from '../warehouse.js';
import { ofVisitors, toOfVisitors } from './of-visitors.js';

/** Rows at most, the newest: more are a machine's. */
const mostRows = 20_000;

const columns = [
  'kind',
  'visitor',
  'session',
  'key',
  'first_at',
  'last_at',
  'events',
  'views',
  'attention_ms',
  'added',
  'removed',
  'failed',
  'withheld',
  'clicked',
  'dismissed',
  'topics',
  'brand',
  'price_minor',
  'currency',
  'details',
  'channel',
  'device',
  'country',
  'customer_ids',
  'is_internal',
] as const;

/** As ClickHouse writes them: 64 bits and times as text, times in seconds. */
type Column = (typeof columns)[number];
interface Row extends Record<Exclude<Column, 'topics' | 'customer_ids' | 'price_minor' | 'is_internal'>, string> {
  topics: string[];
  customer_ids: string[];
  price_minor: string | null;
  is_internal: boolean;
}

/** Of the columns, what a refund fills: of one line of an order, or of all of it. */
const ofRefund: Partial<Record<Column, string>> = {
  kind: "'refund'",
  session: 'event_id',
  key: 'order_id',
  first_at: 'ts',
  last_at: 'ts',
  events: 'toUInt64(line)',
  added: 'toUInt64(quantity)',
  brand: 'product_id',
  topics: '[]',
  customer_ids: '[]',
  price_minor: 'NULL',
  is_internal: 'false',
  visitor: "toUUID('00000000-0000-0000-0000-000000000000')",
};
const texts = new Set(['currency', 'details', 'channel', 'device', 'country']);

const factColumns = columns.map((column) => (column === 'kind' ? 'toString(kind) AS kind' : column)).join(', ');
const refundColumns = columns
  .map((column) => `${ofRefund[column] ?? (texts.has(column) ? "''" : 'toUInt64(0)')} AS ${column}`)
  .join(', ');

/** See `Warehouse.personFacts`: one query. */
export async function personFacts(clickhouse: ClickHouse, query: PersonQuery): Promise<PersonFacts> {
  const { site, visitors, customerId, exceptSession } = query;
  const theirs = toTheirs(query);
  const sql = `SELECT ${factColumns} FROM session_facts
WHERE ${theirs} ${exceptSession === undefined ? '' : 'AND session != {exceptSession:UUID}'}
ORDER BY last_at DESC LIMIT ${mostRows}
UNION ALL
SELECT ${refundColumns} FROM refunds
WHERE site = {site:String} AND order_id IN (SELECT key FROM session_facts WHERE ${theirs} AND kind = 'order')`;
  const tuples = await clickhouse.tuples<unknown[]>(
    { action: 'read the facts of a person', sql, settings: { optimize_move_to_prewhere: 0 } },
    {
      site,
      ...toOfVisitors(visitors),
      ...(customerId === undefined ? {} : { customerId }),
      ...(exceptSession === undefined ? {} : { exceptSession }),
    },
  );
  return toPersonFacts(tuples.map(toRow));
}

function toTheirs({ visitors, customerId }: PersonQuery): string {
  const site = 'site = {site:String}';
  if (customerId === undefined) return `${site} AND ${ofVisitors(visitors)}`;
  return `${site} AND (${ofVisitors(visitors)} OR visitor IN (
  SELECT visitor FROM customer_visitors WHERE ${site} AND customer_id = {customerId:String} AND is_linked LIMIT 1000))`;
}

function toRow(tuple: readonly unknown[]): Row {
  return Object.fromEntries(columns.map((column, index) => [column, tuple[index]])) as unknown as Row;
}

function toPersonFacts(rows: readonly Row[]): PersonFacts {
  const facts: FactSums = new Map();
  const refunds = new Map<string, RefundFact>();
  for (const row of rows) {
    if (row.kind === 'refund') {
      // a row that is not merged away yet comes twice
      refunds.set(`${row.session} ${row.events}`, toRefund(row));
      continue;
    }
    sumFact(facts, toFact(row));
  }
  return { facts: [...facts.values()], refunds: [...refunds.values()] };
}

function toRefund(row: Row): RefundFact {
  return { orderId: row.key, at: fromSeconds(row.last_at), productId: row.brand, quantity: Number(row.added) };
}

function toFact(row: Row): SessionFact {
  return {
    visitor: row.visitor,
    sessionId: row.session,
    kind: row.kind as FactKind,
    key: row.key,
    firstAt: fromSeconds(row.first_at),
    lastAt: fromSeconds(row.last_at),
    events: Number(row.events),
    views: Number(row.views),
    attentionMs: Number(row.attention_ms),
    added: Number(row.added),
    removed: Number(row.removed),
    failed: Number(row.failed),
    withheld: Number(row.withheld),
    clicked: Number(row.clicked),
    dismissed: Number(row.dismissed),
    topics: row.topics,
    brand: row.brand,
    priceMinor: row.price_minor === null ? undefined : Number(row.price_minor),
    currency: row.currency,
    order: readBoughtOrder(row.details),
    channel: row.channel,
    device: row.device,
    country: row.country,
    customerIds: row.customer_ids,
    isInternal: row.is_internal,
  };
}
