import type { History } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import { findStoredOrders } from '../queries/find-stored-orders.js';
import { readSessionEvents, type SessionEventRow } from '../queries/session-events.js';
import { type HistorySubject, readSessionsPage, type SessionRow } from '../queries/sessions-page.js';
import { visitorsOfCustomer } from '../queries/visitors-of-customer.js';
import { type HistoryQuery, WarehouseError } from '../warehouse.js';
import { readCursor, writeCursor } from './cursor.js';
import { foldSession } from './fold-session.js';

/** Events of a page at most: it ends before the session that would exceed them, however many sessions were asked for. */
const pageEvents = 2_000;
/** Events of a single session at most, the newest: more are a machine's. */
const sessionEvents = 10_000;

/** See `Warehouse.history`. Two point queries; a third for the orders of the page where there are any. */
export async function tellHistory(clickhouse: ClickHouse, query: HistoryQuery): Promise<History> {
  const cursor = query.cursor === undefined ? undefined : readCursor(query.cursor);
  if (query.cursor !== undefined && !cursor) {
    throw new WarehouseError('refused', 'The cursor is not one that a page of history gave.');
  }
  const subject = await toSubject(clickhouse, query);
  if (subject.visitors.length === 0) return { recognised: false, visits: 0, sessions: [] };
  const rows = await readSessionsPage(clickhouse, subject, { limit: query.limit, cursor });
  const first = rows[0];
  if (!first) return { recognised: false, visits: 0, sessions: [] };
  const sessions = takePage(rows, query.limit);
  const last = sessions.at(-1);
  return {
    recognised: true,
    firstVisitAt: first.firstVisitAt,
    lastVisitAt: first.lastVisitAt,
    visits: first.visits,
    sessions: await fillSessions(clickhouse, subject, sessions),
    ...(last && sessions.length < rows.length ? { nextCursor: writeCursor(last) } : {}),
  };
}

async function toSubject(clickhouse: ClickHouse, query: HistoryQuery): Promise<HistorySubject> {
  const { site, visitor, customerId } = query;
  if (visitor !== undefined) return { site, visitors: [visitor], linked: [visitor], customerId: '' };
  if (customerId === undefined) throw new WarehouseError('refused', 'A history is of a visitor or of a customer.');
  const { linked, named } = await visitorsOfCustomer(clickhouse, site, customerId);
  return { site, visitors: [...linked, ...named], linked, customerId };
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

async function fillSessions(clickhouse: ClickHouse, subject: HistorySubject, sessions: readonly SessionRow[]) {
  const events = await readSessionEvents(clickhouse, subject, { sessions, limit: sessionEvents });
  const orderIds = [...new Set(events.filter((event) => event.type === 'purchase').map((event) => event.order_id))];
  const orders =
    orderIds.length === 0 ? new Map<string, string>() : await findStoredOrders(clickhouse, subject.site, orderIds);
  // An order is in `events` a moment before it is in `orders`: until then it is taken for the first.
  const isFirst = (orderId: string, eventId: string) => (orders.get(orderId) ?? eventId) === eventId;
  const bySession = groupBySession(events);
  return sessions.map((session) => foldSession(session, bySession.get(session.sessionId) ?? [], isFirst));
}

function groupBySession(events: readonly SessionEventRow[]): Map<string, SessionEventRow[]> {
  const groups = new Map<string, SessionEventRow[]>();
  for (const event of events) {
    const group = groups.get(event.session_id);
    if (group) group.push(event);
    else groups.set(event.session_id, [event]);
  }
  return groups;
}
