import { type History, purposeBits } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import { readSessionEvents, type SessionEventRow } from '../queries/session-events.js';
import { byNewest, type HistorySubject, readSessions, type SessionRow } from '../queries/sessions-of.js';
import { visitorsOfCustomer } from '../queries/visitors-of-customer.js';
import { type HistoryQuery, WarehouseError } from '../warehouse.js';
import { readCursor, writeCursor } from './cursor.js';
import { foldSession } from './fold-session.js';

/** Events of a page at most: it ends before the session that would exceed them, however many sessions were asked for. */
const pageEvents = 2_000;
/** Events of a single session at most, the newest: more are a machine's. */
const sessionEvents = 10_000;

/** See `Warehouse.history`. Two point queries; of a customer, one more for the visitors. */
export async function tellHistory(clickhouse: ClickHouse, query: HistoryQuery): Promise<History> {
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor);
  if (query.cursor !== undefined && !cursor) {
    throw new WarehouseError('refused', 'The cursor is not one that a page of history gave.');
  }
  const subject = await toSubject(clickhouse, query);
  const all = subject.visitors.length === 0 ? [] : await readSessions(clickhouse, subject);
  if (all.length === 0) return { recognised: false, visits: 0, sessions: [] };
  const left = cursor ? all.filter((session) => byNewest(cursor, session) < 0) : all;
  const page = takePage(left, query.limit);
  const last = page.at(-1);
  return {
    recognised: true,
    ...countVisits(all),
    sessions: last ? await fillSessions(clickhouse, subject, page) : [],
    ...(last && page.length < left.length ? { nextCursor: writeCursor(last) } : {}),
  };
}

/** Of sessions, newest first. */
function countVisits(sessions: readonly SessionRow[]): Pick<History, 'visits' | 'firstVisitAt' | 'lastVisitAt'> {
  const visits = sessions.filter(({ isVisit }) => isVisit);
  const [last, first] = [visits[0], visits.at(-1)];
  if (!first || !last) return { visits: 0 };
  return { firstVisitAt: first.startedAt, lastVisitAt: last.endedAt, visits: visits.length };
}

async function toSubject(clickhouse: ClickHouse, query: HistoryQuery): Promise<HistorySubject> {
  const { site, visitor, customerId, mergedIds = [], purpose } = query;
  const purposeMask = purpose === undefined ? 0 : purposeBits[purpose];
  if (visitor !== undefined) return { site, visitors: [visitor], linked: [visitor], customerIds: [], purposeMask };
  if (customerId === undefined) throw new WarehouseError('refused', 'A history is of a visitor or of a customer.');
  const customerIds = [customerId, ...mergedIds];
  const { linked, named } = await visitorsOfCustomer(clickhouse, site, customerIds);
  return { site, visitors: [...linked, ...named], linked, customerIds, purposeMask };
}

/** At least one session, and as many more as fit. */
function takePage(rows: readonly SessionRow[], limit: number): SessionRow[] {
  let events = 0;
  const page: SessionRow[] = [];
  for (const row of rows.slice(0, limit)) {
    events += row.events;
    if (page.length > 0 && events > pageEvents) break;
    page.push(row);
  }
  return page;
}

async function fillSessions(clickhouse: ClickHouse, subject: HistorySubject, page: readonly SessionRow[]) {
  const events = await readSessionEvents(clickhouse, subject, { sessions: page, limit: sessionEvents });
  const bySession = groupBySession(events);
  const told = new Set<string>();
  // Oldest first: of an order that two nodes took at the same moment, the first stays.
  return page
    .toReversed()
    .map((session) => foldSession(session, bySession.get(session.sessionId) ?? [], told))
    .toReversed();
}

function groupBySession(events: readonly SessionEventRow[]): Map<string, SessionEventRow[]> {
  const groups = new Map<string, SessionEventRow[]>();
  for (const event of events) {
    const group = groups.get(event.sessionId);
    if (group) group.push(event);
    else groups.set(event.sessionId, [event]);
  }
  return groups;
}
