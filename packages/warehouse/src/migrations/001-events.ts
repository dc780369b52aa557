import { insertOnceSettings, type Migration, pointReadSettings, retentionSettings } from './migration.js';

/**
 * One row an event. Codecs by measurement: see bench/bytes-per-event. What SQL filters and sums has a column of its
 * own; `properties` holds the event's own fields as on the wire, so that a history reads few columns (decisions/0011).
 * `page_view` is a key within the session: see `toPageViewKey`.
 */
export const events: Migration = {
  version: 1,
  name: 'events',
  statements: [
    `CREATE TABLE IF NOT EXISTS events (
  site LowCardinality(String) CODEC(ZSTD(1)),
  visitor UUID CODEC(ZSTD(1)),
  ts DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  id UUID CODEC(ZSTD(1)),
  session UUID CODEC(ZSTD(1)),
  type Enum8(
    'page_view' = 1, 'engagement' = 2, 'product_view' = 3, 'search' = 4, 'cart_add' = 5, 'cart_remove' = 6,
    'cart_view' = 7, 'checkout_start' = 8, 'purchase' = 9, 'refund' = 10, 'offer_exposed' = 11, 'offer_withheld' = 12,
    'offer_clicked' = 13, 'offer_dismissed' = 14, 'survey_answered' = 15, 'identify' = 16, 'custom' = 17
  ) CODEC(ZSTD(1)),
  received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  clock_offset_ms Int64 CODEC(ZSTD(1)),
  page_view UInt32 CODEC(ZSTD(1)),
  tab String CODEC(ZSTD(1)),
  sequence UInt32 CODEC(Delta, ZSTD(1)),
  channel LowCardinality(String) CODEC(ZSTD(1)),
  device LowCardinality(String) CODEC(ZSTD(1)),
  country LowCardinality(String) CODEC(ZSTD(1)),
  is_bot Bool CODEC(ZSTD(1)),
  is_internal Bool CODEC(ZSTD(1)),
  purposes UInt8 CODEC(ZSTD(1)),
  basis LowCardinality(String) CODEC(ZSTD(1)),
  proof_id UUID CODEC(ZSTD(1)),
  customer_id String CODEC(ZSTD(1)),
  expires Date CODEC(ZSTD(1)),
  path String CODEC(ZSTD(3)),
  topics Array(LowCardinality(String)) CODEC(ZSTD(1)),
  referrer_host LowCardinality(String) CODEC(ZSTD(1)),
  language LowCardinality(String) CODEC(ZSTD(1)),
  campaign_source LowCardinality(String) CODEC(ZSTD(1)),
  campaign_medium LowCardinality(String) CODEC(ZSTD(1)),
  campaign_name LowCardinality(String) CODEC(ZSTD(1)),
  attention_ms UInt32 CODEC(T64, ZSTD(1)),
  depth_percent UInt8 CODEC(ZSTD(1)),
  product_id String CODEC(ZSTD(3)),
  brand LowCardinality(String) CODEC(ZSTD(1)),
  price_minor Nullable(Int64) CODEC(T64, ZSTD(1)),
  currency LowCardinality(String) CODEC(ZSTD(1)),
  quantity UInt32 CODEC(T64, ZSTD(1)),
  search_query String CODEC(ZSTD(3)),
  result_count Nullable(UInt32) CODEC(T64, ZSTD(1)),
  order_id String CODEC(ZSTD(1)),
  total_minor Nullable(Int64) CODEC(T64, ZSTD(1)),
  offer_id LowCardinality(String) CODEC(ZSTD(1)),
  slot LowCardinality(String) CODEC(ZSTD(1)),
  name LowCardinality(String) CODEC(ZSTD(1)),
  properties String CODEC(ZSTD(3)),
  title String ALIAS JSONExtractString(properties, 'title'),
  product_name String ALIAS JSONExtractString(properties, if(type = 'product_view', 'product', 'line'), 'name')
) ENGINE = MergeTree
PARTITION BY toYYYYMM(ts)
ORDER BY (site, visitor, ts, id)
TTL expires
SETTINGS ${insertOnceSettings}, ${pointReadSettings}, ${retentionSettings}`,
  ],
};
