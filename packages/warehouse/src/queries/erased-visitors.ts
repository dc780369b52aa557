import type { ClickHouse } from '../client/clickhouse.js';
import type { VisitorRef } from '../warehouse.js';
import { visitorTables } from './erase-visitors.js';
import { visitorsBySite } from './visitors-by-site.js';

const theirs = 'site = {site:String} AND visitor IN {visitors:Array(UUID)}';

/** Nodes know ids for twice 48 hours of receipt, and a day of margin. */
const recentIds = `SELECT DISTINCT toString(id) AS event_id FROM events
WHERE ${theirs} AND received_at > now64(3, 'UTC') - INTERVAL 5 DAY`;

const held = visitorTables
  .map((table) => `SELECT DISTINCT toString(visitor) AS visitor_id FROM ${table} WHERE ${theirs}`)
  .join(' UNION DISTINCT ');

/** See `Warehouse.recentEventIds`. */
export async function recentEventIds(
  clickhouse: ClickHouse,
  visitors: readonly VisitorRef[],
): Promise<{ site: string; id: string }[]> {
  const ids: { site: string; id: string }[] = [];
  for (const parameters of visitorsBySite(visitors)) {
    const query = { action: 'list the events of visitors', sql: recentIds };
    const rows = await clickhouse.rows<{ event_id: string }>(query, parameters);
    for (const { event_id: id } of rows) ids.push({ site: parameters.site, id });
  }
  return ids;
}

/** See `Warehouse.heldVisitors`. */
export async function heldVisitors(clickhouse: ClickHouse, visitors: readonly VisitorRef[]): Promise<VisitorRef[]> {
  const found: VisitorRef[] = [];
  for (const parameters of visitorsBySite(visitors)) {
    const query = { action: 'look erased visitors up', sql: held, timeoutMs: 600_000 };
    const rows = await clickhouse.rows<{ visitor_id: string }>(query, parameters);
    for (const { visitor_id: visitor } of rows) found.push({ site: parameters.site, visitor });
  }
  return found;
}
