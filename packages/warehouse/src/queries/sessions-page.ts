import type { ClickHouse } from '../client/clickhouse.js';

/** Whose sessions: see `CustomerVisitors`. */
export interface HistorySubject {
  site: string;
  visitors: string[];
  /** Those of the visitors of whom everything counts. */
  linked: string[];
  /** Of the others, only what names this customer counts; empty where there are no others. */
  customerId: string;
}

/** The last session that an earlier page gave. */
export interface HistoryCursor {
  startedAt: number;
  sessionId: string;
}

export interface SessionRow {
  sessionId: string;
  startedAt: number;
  endedAt: number;
  channel: string;
  device: string;
  country: string;
  /** Number of events. */
  events: number;
  /** Number of sessions in all. */
  visits: number;
  firstVisitAt: number;
  lastVisitAt: number;
}

const milliseconds = (column: string) => `toFloat64(toUnixTimestamp64Milli(${column}))`;

/** Newest first. The windows are taken over all sessions, before the cursor. */
const sql = `SELECT
  toString(session) AS sessionId,
  ${milliseconds('started')} AS startedAt,
  ${milliseconds('ended')} AS endedAt,
  channel, device, country, toFloat64(event_count) AS events,
  toFloat64(session_count) AS visits, ${milliseconds('first_started')} AS firstVisitAt, ${milliseconds('last_ended')} AS lastVisitAt
FROM (
  SELECT
    session, min(started_at) AS started, max(ended_at) AS ended, sum(sessions.events) AS event_count,
    any(sessions.channel) AS channel, any(sessions.device) AS device, max(sessions.country) AS country,
    count() OVER () AS session_count, min(started) OVER () AS first_started, max(ended) OVER () AS last_ended
  FROM sessions
  WHERE site = {site:String} AND visitor IN {visitors:Array(UUID)}
  GROUP BY visitor, session
  HAVING visitor IN {linked:Array(UUID)} OR has(groupUniqArrayArray(customer_ids), {customerId:String})
)
WHERE {isFirstPage:Bool}
  OR (started, session) < (fromUnixTimestamp64Milli({cursorAt:Int64}, 'UTC'), {cursorSession:UUID})
ORDER BY started DESC, session DESC
LIMIT {limit:UInt32}`;

const nil = '00000000-0000-0000-0000-000000000000';

/** A page of sessions, and one more where there is one. */
export function readSessionsPage(
  clickhouse: ClickHouse,
  subject: HistorySubject,
  page: { limit: number; cursor: HistoryCursor | undefined },
): Promise<SessionRow[]> {
  const { site, visitors, linked, customerId } = subject;
  return clickhouse.rows<SessionRow>(
    { action: 'read sessions', sql },
    {
      site,
      visitors,
      linked,
      customerId,
      isFirstPage: page.cursor === undefined,
      cursorAt: page.cursor?.startedAt ?? 0,
      cursorSession: page.cursor?.sessionId ?? nil,
      limit: page.limit + 1,
    },
  );
}
