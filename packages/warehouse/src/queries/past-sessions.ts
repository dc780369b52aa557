import type { ClickHouse } from '../client/clickhouse.js';
import type { PastQuery, PastSession } from '../warehouse.js';

/**
 * Facts of products are few and small beside events; the grouping spills to disk where even they are too many. A fact has
 * several rows until its parts are merged: a product may come twice in a session.
 */
const sql = `SELECT
  toString(session) AS sessionId,
  toString(any(visitor)) AS visitor,
  groupArray(key) AS productIds,
  groupArray(toUnixTimestamp64Milli(last_at)) AS times,
  groupArray(topics) AS topics
FROM session_facts
WHERE site = {site:String} AND kind = 'product' AND (views > 0 OR added > 0) AND NOT is_internal
  AND last_at >= fromUnixTimestamp64Milli({since:Int64})
GROUP BY site, session
ORDER BY max(last_at) DESC, session
LIMIT {limit:UInt32}`;

interface Row {
  sessionId: string;
  visitor: string;
  productIds: string[];
  times: string[];
  topics: string[][];
}

/** See `Warehouse.pastSessions`. */
export async function* pastSessions(clickhouse: ClickHouse, query: PastQuery): AsyncGenerator<PastSession> {
  const { site, limit, since = 0 } = query;
  const asked = { action: 'read the sessions of the past', sql, timeoutMs, settings };
  for await (const row of clickhouse.stream<Row>(asked, { site, limit, since })) {
    const products = row.productIds.map((productId, place) => {
      return { productId, at: Number(row.times[place]), topics: row.topics[place] ?? [] };
    });
    yield { sessionId: row.sessionId, visitor: row.visitor, products };
  }
}

/** Read once, at start. */
const timeoutMs = 600_000;
const settings = { max_bytes_before_external_group_by: '1000000000' };
