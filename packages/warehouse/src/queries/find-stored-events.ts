import type { ClickHouse } from '../client/clickhouse.js';
import type { EventPlace } from '../warehouse.js';

/**
 * Reads a few granules a visitor: site, visitor and ts lead the sort key, and ts chooses the partitions. The window is
 * wider than the places themselves, because a clock that was wrong is set right by the time of receipt, which differs
 * from one sending to the next.
 */
const sql = `SELECT DISTINCT toString(id) AS event_id
FROM events
WHERE site = {site:String}
  AND visitor IN {visitors:Array(UUID)}
  AND ts BETWEEN fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND id IN {ids:Array(UUID)}`;

const windowMs = 14 * 86_400_000;
/** Ids of one query: its parameters travel in a multipart body, whose parts ClickHouse bounds. */
const chunkSize = 500;

/** See `Warehouse.findStoredEvents`. */
export async function findStoredEvents(clickhouse: ClickHouse, places: readonly EventPlace[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const chunk of toChunks(places)) {
    const times = chunk.map((place) => place.occurredAt);
    const rows = await clickhouse.rows<{ event_id: string }>(
      { action: 'look events up', sql },
      {
        site: (chunk[0] as EventPlace).site,
        visitors: [...new Set(chunk.map((place) => place.visitor))],
        ids: chunk.map((place) => place.id),
        from: Math.max(0, Math.min(...times) - windowMs),
        to: Math.max(...times) + windowMs,
      },
    );
    for (const row of rows) found.add(row.event_id);
  }
  return found;
}

/** Of one site, and near to each other in time, so that a chunk spans few partitions. */
function* toChunks(places: readonly EventPlace[]): Generator<EventPlace[]> {
  const sorted = [...places].sort((a, b) =>
    a.site === b.site ? a.occurredAt - b.occurredAt : a.site < b.site ? -1 : 1,
  );
  let chunk: EventPlace[] = [];
  for (const place of sorted) {
    const first = chunk[0];
    const isFull = chunk.length === chunkSize;
    if (first && (isFull || first.site !== place.site || place.occurredAt - first.occurredAt > windowMs)) {
      yield chunk;
      chunk = [];
    }
    chunk.push(place);
  }
  if (chunk.length > 0) yield chunk;
}
