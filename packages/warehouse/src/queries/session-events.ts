import { type EventType, eventTypes } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import { fromSeconds, toSeconds } from '../client/time.js';
import { ofVisitors, toOfVisitors } from './of-visitors.js';
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
 * read, and sorting and sifting are done here. `indexHint` chooses granules and reads nothing: that these sessions are
 * the site's is known already. Parts know from when to when their rows are.
 */
const columns = 'session, ts, type, page_view, path, attention_ms, depth_percent, properties, sequence, is_bot';
const between = "ts BETWEEN {from:DateTime64(3, 'UTC')} AND {to:DateTime64(3, 'UTC')}";
/** Spares the months between two visits. */
const inMonths = "AND indexHint(toYYYYMM(ts, 'UTC') IN {months:Array(UInt32)})";
/** Of a visitor whom several customers share. */
const ofCustomer = 'AND (visitor IN {linked:Array(UUID)} OR customer_id IN {customerIds:Array(String)})';
const ofPurpose = 'AND bitAnd(purposes, {purposeMask:UInt8}) != 0';
const newest = 'AND NOT is_bot AND session IN {sessions:Array(UUID)} ORDER BY ts DESC, sequence DESC';

type Tuple = [string, string, EventType, number, string, number, number, string, number, boolean];

const isBotAt = 9;

/** Events of these sessions, oldest first; of more than `limit`, the newest. */
export async function readSessionEvents(
  clickhouse: ClickHouse,
  subject: HistorySubject,
  page: { sessions: readonly SessionRow[]; limit: number },
): Promise<SessionEventRow[]> {
  const { site, visitors, linked, customerIds, purposeMask } = subject;
  const { sessions, limit } = page;
  const from = Math.min(...sessions.map((session) => session.startedAt));
  const to = Math.max(...sessions.map((session) => session.endedAt));
  const months = toMonths(sessions);
  const hasGap = months.size < monthNumber(to) - monthNumber(from) + 1;
  const isShared = linked.length < visitors.length;
  const isTooMany = sessions.reduce((sum, session) => sum + session.events, 0) > limit;
  const sql = `SELECT ${columns} FROM events
WHERE indexHint(site = {site:String}) AND ${ofVisitors(visitors)} AND ${between} ${hasGap ? inMonths : ''} ${isShared ? ofCustomer : ''} ${purposeMask ? ofPurpose : ''} ${isTooMany ? newest : ''}
LIMIT {limit:UInt32}`;
  const ids = sessions.map((session) => session.sessionId);
  const tuples = await clickhouse.tuples<Tuple>(
    { action: 'read the events of sessions', sql, settings: { optimize_move_to_prewhere: 0 } },
    {
      site,
      ...toOfVisitors(visitors),
      from: toSeconds(from),
      to: toSeconds(to),
      // Other sessions may lie between these, and those of bots.
      limit: isTooMany ? limit : 5 * limit,
      ...(hasGap ? { months: [...months] } : {}),
      ...(isShared ? { linked, customerIds } : {}),
      ...(purposeMask ? { purposeMask } : {}),
      ...(isTooMany ? { sessions: ids } : {}),
    },
  );
  const wanted = new Set(ids);
  const rows = tuples.filter((tuple) => wanted.has(tuple[0]) && !tuple[isBotAt]).map(toRow);
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

/** The months in which the sessions lie, such as 202611. */
function toMonths(sessions: readonly SessionRow[]): Set<number> {
  const months = new Set<number>();
  for (const { startedAt, endedAt } of sessions) {
    for (let month = monthNumber(startedAt); month <= monthNumber(endedAt); month += 1) {
      months.add(Math.floor(month / 12) * 100 + (month % 12) + 1);
    }
  }
  return months;
}

/** Months since the year 0, so that they can be counted. */
function monthNumber(at: number): number {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
