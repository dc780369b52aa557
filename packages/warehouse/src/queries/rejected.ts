import type { ClickHouse, Parameters } from '../client/clickhouse.js';
import type { RejectedQuery, RejectedRow } from '../health-store.js';

const hash = 'toString(sipHash64(reason, event_id, body, detail, visitor))';

const conditions = {
  reason: 'AND reason = {reason:String}',
  eventIds: 'AND event_id IN {eventIds:Array(String)}',
  isKept: "AND body != ''",
  after: `AND (received_at, ${hash}) < (fromUnixTimestamp64Milli({afterAt:Int64}, 'UTC'), {afterHash:String})`,
};

/** See `HealthStore.rejected`. */
export function rejected(clickhouse: ClickHouse, query: RejectedQuery): Promise<RejectedRow[]> {
  const { site, from, to, reason, eventIds, limit, after } = query;
  const asked = (Object.keys(conditions) as (keyof typeof conditions)[]).filter((name) => query[name]);
  const sql = `SELECT toFloat64(toUnixTimestamp64Milli(received_at)) AS receivedAt, ${hash} AS hash, reason, detail, channel, sdk,
  toString(visitor) AS visitor, event_id AS eventId, body, events
FROM rejected_events
WHERE site = {site:String} AND received_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND received_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC') ${asked.map((name) => conditions[name]).join(' ')}
ORDER BY received_at DESC, ${hash} DESC
LIMIT {limit:UInt32}`;
  const parameters: Parameters = {
    site,
    from,
    to,
    limit,
    ...(reason !== undefined && { reason }),
    ...(eventIds !== undefined && { eventIds }),
    ...(after && { afterAt: after.receivedAt, afterHash: after.hash }),
  };
  return clickhouse.rows<RejectedRow>({ action: 'read rejected events', sql }, parameters);
}
