import {
  compactSettings,
  insertOnceSettings,
  type Migration,
  pointReadSettings,
  retentionSettings,
} from './migration.js';

/**
 * The visitor was there: a browser told it, or it is what only visitors do, whoever told it. An order of the till or a mail has
 * a session too, and is no visit (decisions/0090).
 */
export const isOfVisit = `(events.channel = 'web' OR type IN (
    'page_view', 'engagement', 'product_view', 'search', 'cart_add', 'cart_remove', 'cart_view', 'checkout_start'))`;

/** What `sessions` says of some events, and `more` of them: columns that came later, each behind a comma. */
export const sessionsOf = (more: string) => `SELECT
  site,
  visitor,
  session,
  min(ts) AS started_at,
  max(ts) AS ended_at,
  count() AS events,
  countIf(type = 'page_view') AS page_views,
  sum(toUInt64(attention_ms)) AS attention_ms,
  any(channel) AS channel,
  any(device) AS device,
  max(country) AS country,
  max(${isOfVisit}) AS is_visit,
  max(is_internal) AS is_internal,
  groupBitOr(purposes) AS purposes,
  groupUniqArrayIf(customer_id, customer_id != '') AS customer_ids,
  max(expires) AS expires${more}
FROM events
WHERE NOT is_bot`;

/**
 * One row a session once merged; until then read it with GROUP BY. By year: few parts, so that all sessions of a
 * visitor are one cheap query, which then says which months of \`events\` to read.
 */
export const sessions: Migration = {
  version: 2,
  name: 'sessions',
  statements: [
    `CREATE TABLE IF NOT EXISTS sessions (
  site LowCardinality(String) CODEC(ZSTD(1)),
  visitor UUID CODEC(ZSTD(1)),
  session UUID CODEC(ZSTD(1)),
  started_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
  ended_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')) CODEC(Delta, ZSTD(1)),
  events SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  page_views SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  attention_ms SimpleAggregateFunction(sum, UInt64) CODEC(T64, ZSTD(1)),
  channel SimpleAggregateFunction(any, String) CODEC(ZSTD(1)),
  device SimpleAggregateFunction(any, String) CODEC(ZSTD(1)),
  country SimpleAggregateFunction(max, String) CODEC(ZSTD(1)),
  is_visit SimpleAggregateFunction(max, Bool) CODEC(ZSTD(1)),
  is_internal SimpleAggregateFunction(max, Bool) CODEC(ZSTD(1)),
  purposes SimpleAggregateFunction(groupBitOr, UInt8) CODEC(ZSTD(1)),
  customer_ids SimpleAggregateFunction(groupUniqArrayArray, Array(String)) CODEC(ZSTD(1)),
  expires SimpleAggregateFunction(max, Date) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree
PARTITION BY toYear(started_at)
ORDER BY (site, visitor, session)
TTL expires
SETTINGS ${insertOnceSettings}, ${pointReadSettings}, ${retentionSettings}, ${compactSettings}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS sessions_from_events TO sessions AS ${sessionsOf('')} GROUP BY site, visitor, session`,
  ],
};
