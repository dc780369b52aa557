import type { ClickHouse } from '../client/clickhouse.js';
import { fromSeconds } from '../client/time.js';
import { readBoughtOrder, readCart } from '../rows/fact-columns.js';
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
  'is_visit',
  'is_internal',
] as const;

/** As ClickHouse writes them: 64 bits and times as text, times in seconds. */
type Column = (typeof columns)[number];
interface Row
  extends Record<Exclude<Column, 'topics' | 'customer_ids' | 'price_minor' | 'is_visit' | 'is_internal'>, string> {
  topics: string[];
  customer_ids: string[];
  price_minor: string | null;
  is_visit: boolean;
  is_internal: boolean;
}

/** Of the columns, those that a visitor's link to a customer fills. */
const ofLink: Partial<Record<Column, string>> = {
  kind: "'link'",
  visitor: 'visitor',
  key: 'customer_id',
  first_at: 'linked_at',
  last_at: 'linked_at',
};
const nilUuid = "toUUID('00000000-0000-0000-0000-000000000000')";
const empty: Partial<Record<Column, string>> = {
  visitor: nilUuid,
  session: nilUuid,
  topics: '[]',
  customer_ids: '[]',
  price_minor: 'NULL',
  is_visit: 'false',
  is_internal: 'false',
};
const texts = new Set(['brand', 'currency', 'details', 'channel', 'device', 'country']);

const factColumns = columns.map((column) => (column === 'kind' ? 'toString(kind) AS kind' : column)).join(', ');
const toColumns = (filled: Partial<Record<Column, string>>) =>
  columns
    .map((name) => `${filled[name] ?? empty[name] ?? (texts.has(name) ? "''" : 'toUInt64(0)')} AS ${name}`)
    .join(', ');

/**
 * See `Warehouse.personFacts`: one query, and another one for who has ordered. To ask for refunds in the same one would cost
 * everybody else two thirds more.
 */
export async function personFacts(clickhouse: ClickHouse, query: PersonQuery): Promise<PersonFacts> {
  const facts = await readFacts(clickhouse, query);
  const orders = new Set(facts.filter(({ kind }) => kind === 'order').map(({ key }) => key));
  return { facts, refunds: orders.size === 0 ? [] : await readRefunds(clickhouse, query.site, [...orders]) };
}

async function readFacts(clickhouse: ClickHouse, query: PersonQuery): Promise<SessionFact[]> {
  const { site, visitors, customerId, exceptSession } = query;
  const customerIds = idsOf(query);
  const sql = `SELECT ${factColumns} FROM session_facts
WHERE ${toTheirs(query)} ${exceptSession === undefined ? '' : 'AND session != {exceptSession:UUID}'}
ORDER BY last_at DESC LIMIT ${mostRows}
${customerId === undefined ? '' : `UNION ALL SELECT ${toColumns(ofLink)} FROM persons WHERE site = {site:String} AND ${named}`}`;
  const tuples = await clickhouse.tuples<unknown[]>(
    { action: 'read the facts of a person', sql, settings: { optimize_move_to_prewhere: 0 } },
    {
      site,
      ...toOfVisitors(visitors),
      ...(customerId === undefined ? {} : { customerIds }),
      ...(exceptSession === undefined ? {} : { exceptSession }),
    },
  );
  return toFacts(tuples.map(toRow), query);
}

/** Numbers of 64 bits as text; the amount on the refund's first line. */
type RefundTuple = [
  eventId: string,
  line: number,
  orderId: string,
  at: string,
  productId: string,
  quantity: number,
  currency: string,
  amount: string | null,
  price: string | null,
];

async function readRefunds(clickhouse: ClickHouse, site: string, orders: readonly string[]): Promise<RefundFact[]> {
  const tuples = await clickhouse.tuples<RefundTuple>(
    {
      action: 'read the refunds of orders',
      sql: `SELECT event_id, line, order_id, ts, product_id, quantity, currency, total_minor, price_minor FROM refunds
WHERE site = {site:String} AND order_id IN {orders:Array(String)}`,
    },
    { site, orders },
  );
  const haveAmount = new Set(tuples.flatMap(([eventId, , , , , , , amount]) => (amount === null ? [] : eventId)));
  // a row that is not merged away yet comes twice
  const refunds = tuples.map(([eventId, line, orderId, at, productId, quantity, currency, amount, price]) => {
    const fact: RefundFact = { orderId, at: fromSeconds(at), productId, quantity: Number(quantity) };
    if (currency !== '') fact.currency = currency;
    if (haveAmount.has(eventId)) fact.amountMinor = Number(amount);
    if (price !== null) fact.priceMinor = Number(price);
    return [`${eventId} ${line}`, fact] as const;
  });
  return [...new Map(refunds).values()];
}

/** Visitors that were ever named together with the person: 1,000 at most, more are a test account's. */
const named = `visitor IN (
  SELECT visitor FROM customer_visitors WHERE site = {site:String} AND customer_id IN {customerIds:Array(String)} LIMIT 1000)`;

function idsOf({ customerId, mergedIds = [] }: PersonQuery): string[] {
  return customerId === undefined ? [] : [customerId, ...mergedIds];
}

function toTheirs({ visitors, customerId }: PersonQuery): string {
  const theirs = customerId === undefined ? ofVisitors(visitors) : `(${ofVisitors(visitors)} OR ${named})`;
  return `site = {site:String} AND ${theirs}`;
}

function toRow(tuple: readonly unknown[]): Row {
  return Object.fromEntries(columns.map((column, index) => [column, tuple[index]])) as unknown as Row;
}

function toFacts(rows: readonly Row[], query: PersonQuery): SessionFact[] {
  const isTheirs = query.customerId === undefined ? () => true : findVisitors(rows, query);
  const facts: FactSums = new Map();
  for (const row of rows) if (row.kind !== 'link' && isTheirs(row.visitor)) sumFact(facts, toFact(row));
  return [...facts.values()];
}

/**
 * A visitor that several customers share counts to the one that was linked last; one without a link to the only person that
 * its sessions name. Segments say the same in SQL (`people`), which would take this query four times as long.
 */
function findVisitors(rows: readonly Row[], query: PersonQuery): (visitor: string) => boolean {
  const { visitors } = query;
  const ids = new Set(idsOf(query));
  const asked = new Set(visitors);
  const links = new Map<string, Row>();
  const names = new Map<string, Set<string>>();
  for (const row of rows) {
    if (row.kind === 'link') links.set(row.visitor, laterLink(row, links.get(row.visitor)));
    if (row.kind !== 'session') continue;
    const known = names.get(row.visitor) ?? new Set();
    names.set(row.visitor, known);
    for (const name of row.customer_ids) known.add(name);
  }
  return (visitor) => {
    const link = links.get(visitor);
    if (asked.has(visitor) || link !== undefined) return asked.has(visitor) || ids.has(link?.key ?? '');
    const named = names.get(visitor);
    return named !== undefined && named.size > 0 && [...named].every((name) => ids.has(name));
  };
}

function laterLink(link: Row, other: Row | undefined): Row {
  if (other === undefined) return link;
  const later = fromSeconds(link.last_at) - fromSeconds(other.last_at) || (link.key < other.key ? 1 : -1);
  return later > 0 ? link : other;
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
    order: row.kind === 'order' ? readBoughtOrder(row.details) : undefined,
    cart: row.kind === 'cart' && !row.key.includes(' ') ? readCart(row.details) : undefined,
    channel: row.channel,
    device: row.device,
    country: row.country,
    customerIds: row.customer_ids,
    isVisit: row.is_visit,
    isInternal: row.is_internal,
  };
}
