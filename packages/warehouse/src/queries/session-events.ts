import type { EventType } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { HistorySubject, SessionRow } from './sessions-page.js';

/** What a history tells of an event. Columns at their default hold '' or 0. */
export interface SessionEventRow {
  session_id: string;
  at: number;
  event_id: string;
  type: EventType;
  page_view: number;
  path: string;
  title: string;
  topics: string[];
  attention_ms: number;
  depth_percent: number;
  product_id: string;
  product_name: string;
  brand: string;
  price_minor: number | null;
  currency: string;
  quantity: number;
  search_query: string;
  result_count: number | null;
  order_id: string;
  total_minor: number | null;
  properties: string;
}

/** The newest first, so that the limit keeps those; the span of the sessions chooses the partitions. */
const sql = `SELECT
  toString(session) AS session_id, toFloat64(toUnixTimestamp64Milli(ts)) AS at, toString(id) AS event_id, type, page_view,
  path, title, topics, attention_ms, depth_percent,
  product_id, product_name, brand, toFloat64(price_minor) AS price_minor, currency, quantity,
  search_query, result_count, order_id, toFloat64(total_minor) AS total_minor, properties
FROM events
WHERE site = {site:String}
  AND visitor IN {visitors:Array(UUID)}
  AND ts BETWEEN fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND session IN {sessions:Array(UUID)}
  AND (visitor IN {linked:Array(UUID)} OR customer_id = {customerId:String})
  AND NOT is_bot
  AND type IN ('page_view', 'engagement', 'product_view', 'search', 'cart_add', 'cart_remove', 'purchase')
ORDER BY ts DESC, sequence DESC, id DESC
LIMIT {limit:UInt32}`;

/** Events of these sessions, oldest first; of more than `limit`, the newest. */
export async function readSessionEvents(
  clickhouse: ClickHouse,
  subject: HistorySubject,
  page: { sessions: readonly SessionRow[]; limit: number },
): Promise<SessionEventRow[]> {
  const { site, visitors, linked, customerId } = subject;
  const rows = await clickhouse.rows<SessionEventRow>(
    { action: 'read the events of sessions', sql },
    {
      site,
      visitors,
      linked,
      customerId,
      sessions: page.sessions.map((session) => session.sessionId),
      from: Math.min(...page.sessions.map((session) => session.startedAt)),
      to: Math.max(...page.sessions.map((session) => session.endedAt)),
      limit: page.limit,
    },
  );
  return rows.reverse();
}
