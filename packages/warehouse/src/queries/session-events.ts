import type { EventType } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { HistorySubject, SessionRow } from './sessions-of.js';

/** What a history tells of an event. */
export interface SessionEventRow {
  sessionId: string;
  at: number;
  type: EventType;
  pageView: number;
  path: string;
  topics: string[];
  attentionMs: number;
  depthPercent: number;
  /** The event's own fields as on the wire: JSON, or empty. */
  properties: string;
}

/**
 * Every column costs once for each part that is read, so few are. The hours of the sessions choose the parts: those
 * that the loader made lately span seconds, and ClickHouse knows from when to when without opening them.
 */
const sql = (hours: string) => `SELECT
  toString(session), toFloat64(toUnixTimestamp64Milli(ts)), type, page_view, path, topics, attention_ms, depth_percent,
  properties
FROM events
WHERE site = {site:String}
  AND visitor IN {visitors:Array(UUID)}
  AND ts BETWEEN fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND fromUnixTimestamp64Milli({to:Int64}, 'UTC')${hours}
  AND session IN {sessions:Array(UUID)}
  AND (visitor IN {linked:Array(UUID)} OR customer_id = {customerId:String})
  AND NOT is_bot
  AND type IN ('page_view', 'engagement', 'product_view', 'search', 'cart_add', 'cart_remove', 'purchase')
ORDER BY ts DESC, sequence DESC
LIMIT {limit:UInt32}`;
const byHours = sql("\n  AND toStartOfHour(ts, 'UTC') IN {hours:Array(DateTime)}");
const bySpan = sql('');

const hourMs = 3_600_000;
/** More hours than visits have: sessions that an import brought can last for weeks. */
const mostHours = 200;

type Tuple = [string, number, EventType, number, string, string[], number, number, string];

/** Events of these sessions, oldest first; of more than `limit`, the newest. */
export async function readSessionEvents(
  clickhouse: ClickHouse,
  subject: HistorySubject,
  page: { sessions: readonly SessionRow[]; limit: number },
): Promise<SessionEventRow[]> {
  const { site, visitors, linked, customerId } = subject;
  const hours = toHours(page.sessions);
  const parameters = {
    site,
    visitors,
    linked,
    customerId,
    sessions: page.sessions.map((session) => session.sessionId),
    from: Math.min(...page.sessions.map((session) => session.startedAt)),
    to: Math.max(...page.sessions.map((session) => session.endedAt)),
    limit: page.limit,
    ...(hours ? { hours } : {}),
  };
  const query = { action: 'read the events of sessions', sql: hours ? byHours : bySpan };
  const tuples = await clickhouse.tuples<Tuple>(query, parameters);
  return tuples
    .reverse()
    .map(([sessionId, at, type, pageView, path, topics, attentionMs, depthPercent, properties]) => ({
      sessionId,
      at,
      type,
      pageView,
      path,
      topics,
      attentionMs,
      depthPercent,
      properties,
    }));
}

/** The hours in which the sessions lie, in Unix seconds; `undefined` where they are too many to name. */
function toHours(sessions: readonly SessionRow[]): number[] | undefined {
  const hours = new Set<number>();
  for (const { startedAt, endedAt } of sessions) {
    for (let at = Math.floor(startedAt / hourMs) * hourMs; at <= endedAt; at += hourMs) {
      hours.add(at / 1000);
      if (hours.size > mostHours) return undefined;
    }
  }
  return [...hours];
}
