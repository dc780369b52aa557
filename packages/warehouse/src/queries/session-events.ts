import { type EventType, eventTypes } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import { fromSeconds, toSeconds } from '../client/time.js';
import type { HistorySubject, SessionRow } from './sessions-of.js';

/** What a history tells of an event. */
export interface SessionEventRow {
  sessionId: string;
  at: number;
  type: EventType;
  pageView: number;
  path: string;
  attentionMs: number;
  depthPercent: number;
  /** The event's own fields as on the wire: JSON, or empty. */
  properties: string;
  /** Rises with each event of a tab. */
  sequence: number;
}

/**
 * Every column costs once for each part that is read, every step of the plan once for each query: so few columns are
 * read, and sorting and sifting are done here. `indexHint` chooses granules and reads nothing: by site (whose sessions
 * these are is known already) and by the hours of the sessions, for the parts that the loader made lately span seconds,
 * and ClickHouse knows from when to when without opening them.
 */
const columns = 'session, ts, type, page_view, path, attention_ms, depth_percent, properties, sequence';
const place = `indexHint(site = {site:String}) AND visitor IN {visitors:Array(UUID)} AND NOT is_bot
  AND ts BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')}`;
const inHours = "AND indexHint(toStartOfHour(ts, 'UTC') IN {hours:Array(DateTime)})";
/** Of a visitor whom several customers share. */
const ofCustomer = 'AND (visitor IN {linked:Array(UUID)} OR customer_id = {customerId:String})';
const ofPurpose = 'AND bitAnd(purposes, {purposeMask:UInt8}) != 0';
const newest = 'AND session IN {sessions:Array(UUID)} ORDER BY ts DESC, sequence DESC';

const hourMs = 3_600_000;
/** More hours than visits have: sessions that an import brought can last for weeks. */
const mostHours = 200;

type Tuple = [string, string, EventType, number, string, number, number, string, number];

/** Events of these sessions, oldest first; of more than `limit`, the newest. */
export async function readSessionEvents(
  clickhouse: ClickHouse,
  subject: HistorySubject,
  page: { sessions: readonly SessionRow[]; limit: number },
): Promise<SessionEventRow[]> {
  const { site, visitors, linked, customerId, purposeMask } = subject;
  const { sessions, limit } = page;
  const hours = toHours(sessions);
  const isShared = linked.length < visitors.length;
  const isTooMany = sessions.reduce((sum, session) => sum + session.events, 0) > limit;
  const sql = `SELECT ${columns} FROM events
WHERE ${place} ${hours ? inHours : ''} ${isShared ? ofCustomer : ''} ${purposeMask ? ofPurpose : ''} ${isTooMany ? newest : ''}
LIMIT {limit:UInt32}`;
  const ids = sessions.map((session) => session.sessionId);
  const tuples = await clickhouse.tuples<Tuple>(
    { action: 'read the events of sessions', sql, settings: { optimize_move_to_prewhere: 0 } },
    {
      site,
      visitors,
      from: toSeconds(Math.min(...sessions.map((session) => session.startedAt))),
      to: toSeconds(Math.max(...sessions.map((session) => session.endedAt))),
      // Other sessions may lie in the same hours.
      limit: isTooMany ? limit : 5 * limit,
      ...(hours ? { hours } : {}),
      ...(isShared ? { linked, customerId } : {}),
      ...(purposeMask ? { purposeMask } : {}),
      ...(isTooMany ? { sessions: ids } : {}),
    },
  );
  const wanted = new Set(ids);
  const rows = tuples.filter(([sessionId]) => wanted.has(sessionId)).map(toRow);
  return rows.sort(byOrder);
}

/**
 * The sender's own order where the millisecond is the same, as it is for each event that the clock put before the one
 * ahead of it; without one, the order of a visit: a page before its product.
 */
function byOrder(a: SessionEventRow, b: SessionEventRow): number {
  return a.at - b.at || a.sequence - b.sequence || eventTypes.indexOf(a.type) - eventTypes.indexOf(b.type);
}

function toRow(tuple: Tuple): SessionEventRow {
  const [sessionId, ts, type, pageView, path, attentionMs, depthPercent, properties, sequence] = tuple;
  return { sessionId, at: fromSeconds(ts), type, pageView, path, attentionMs, depthPercent, properties, sequence };
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
