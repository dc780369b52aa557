import type { ClickHouse } from '../client/clickhouse.js';
import { fromSeconds } from '../client/time.js';
import { ofVisitors, toOfVisitors } from './of-visitors.js';

/** Whose sessions: see `CustomerVisitors`. */
export interface HistorySubject {
  site: string;
  visitors: string[];
  /** Those of the visitors of whom everything counts. */
  linked: string[];
  /** Of the others, only what names one of these customers counts; empty where there are no others. */
  customerIds: string[];
  /** Bit of the purpose for which an event must be held; 0 where any will do. */
  purposeMask: number;
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
  /** The visitor was there: not an order of the till, or a mail. */
  isVisit: boolean;
}

/**
 * Rows as they lie: a session has several until its parts are merged. They are added up here, because grouping so few
 * rows costs ClickHouse more in planning than in doing.
 */
const columns = 'session, started_at, ended_at, channel, device, country, events, is_visit';
/** Whether a row is the customer's, where several share a visitor. */
const isTheirs = '(visitor IN {linked:Array(UUID)} OR hasAny(customer_ids, {customerIds:Array(String)}))';
const isForPurpose = 'bitAnd(purposes, {purposeMask:UInt8}) != 0';

type Tuple = [
  session: string,
  started: string,
  ended: string,
  channel: string,
  device: string,
  country: string,
  events: string,
  isVisit: boolean,
  isCounted?: number,
];

/** All sessions of a visitor or customer, newest first. A row that counts makes its session count. */
export async function readSessions(clickhouse: ClickHouse, subject: HistorySubject): Promise<SessionRow[]> {
  const { site, visitors, linked, customerIds, purposeMask } = subject;
  const isShared = linked.length < visitors.length;
  const isCountedSql = [isShared ? isTheirs : '', purposeMask ? isForPurpose : ''].filter(Boolean).join(' AND ');
  const asked = isCountedSql ? `${columns}, ${isCountedSql}` : columns;
  const tuples = await clickhouse.tuples<Tuple>(
    {
      action: 'read sessions',
      sql: `SELECT ${asked} FROM sessions WHERE site = {site:String} AND ${ofVisitors(visitors)}`,
      settings: { optimize_move_to_prewhere: 0 },
    },
    {
      site,
      ...toOfVisitors(visitors),
      ...(isShared ? { linked, customerIds } : {}),
      ...(purposeMask ? { purposeMask } : {}),
    },
  );
  const sessions = new Map<string, SessionRow>();
  const counted = new Set<string>();
  for (const [sessionId, started, ended, channel, device, country, events, isVisit, isCounted = 1] of tuples) {
    const [startedAt, endedAt] = [fromSeconds(started), fromSeconds(ended)];
    const session = { sessionId, startedAt, endedAt, channel, device, country, events: 0, isVisit };
    const known = sessions.get(sessionId) ?? session;
    known.startedAt = Math.min(known.startedAt, startedAt);
    known.endedAt = Math.max(known.endedAt, endedAt);
    known.country ||= country;
    known.isVisit ||= isVisit;
    known.events += Number(events);
    sessions.set(sessionId, known);
    if (isCounted) counted.add(sessionId);
  }
  return [...sessions.values()].filter(({ sessionId }) => counted.has(sessionId)).sort(byNewest);
}

/** Sessions that start in the same millisecond have an order too, or a page could miss one. */
export function byNewest(
  a: { startedAt: number; sessionId: string },
  b: { startedAt: number; sessionId: string },
): number {
  return b.startedAt - a.startedAt || (b.sessionId < a.sessionId ? -1 : b.sessionId > a.sessionId ? 1 : 0);
}
