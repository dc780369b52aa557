import type { ClickHouse } from '../client/clickhouse.js';

/** Reads the ids of all that the site was refused: 90 days of what should not have come. */
const sql = `SELECT DISTINCT event_id
FROM rejected_events
WHERE site = {site:String} AND event_id IN {eventIds:Array(String)}`;

/** UUIDs of one query: see find-stored-events. */
const chunkSize = 500;

/** See `Warehouse.findStoredRejections`. */
export async function findStoredRejections(
  clickhouse: ClickHouse,
  site: string,
  eventIds: readonly string[],
): Promise<Set<string>> {
  const found = new Set<string>();
  for (let start = 0; start < eventIds.length; start += chunkSize) {
    const rows = await clickhouse.rows<{ event_id: string }>(
      { action: 'look rejections up', sql },
      { site, eventIds: eventIds.slice(start, start + chunkSize) },
    );
    for (const row of rows) found.add(row.event_id);
  }
  return found;
}
