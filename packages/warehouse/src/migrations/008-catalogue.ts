import type { Migration } from './migration.js';

const durable = 'fsync_after_insert = 1, fsync_part_directory = 1';

/**
 * The shop's products: of each id the row of the highest revision stands, and one that is removed leaves a row that says so,
 * so that a copy learns of it. `inserted_at` is ClickHouse's own clock, by which copies ask what is new to them.
 * `catalogue_changes` has a row for each change once its products are in: a copy that sees another mark finds all of it.
 */
export const catalogue: Migration = {
  version: 8,
  name: 'catalogue',
  statements: [
    `CREATE TABLE IF NOT EXISTS catalogue (
  site LowCardinality(String),
  id String,
  revision UInt64,
  is_removed Bool,
  name String CODEC(ZSTD(3)),
  url String CODEC(ZSTD(3)),
  image String CODEC(ZSTD(3)),
  price_minor Nullable(Int64),
  currency LowCardinality(String),
  margin_minor Nullable(Int64),
  stock Nullable(UInt32),
  is_available Bool,
  topics Array(String) CODEC(ZSTD(1)),
  brand String CODEC(ZSTD(1)),
  parent_id String CODEC(ZSTD(1)),
  released_at Nullable(DateTime64(3, 'UTC')),
  restocked_at Nullable(DateTime64(3, 'UTC')),
  changed_at DateTime64(3, 'UTC'),
  inserted_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
) ENGINE = ReplacingMergeTree(revision)
ORDER BY (site, id)
SETTINGS ${durable}`,
    `CREATE TABLE IF NOT EXISTS catalogue_changes (
  site LowCardinality(String),
  at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
  change UUID,
  took_ms UInt64,
  accepted UInt32,
  refused UInt32,
  removed UInt32,
  is_replaced Bool
) ENGINE = MergeTree
ORDER BY (site, at)
TTL toDateTime(at) + INTERVAL 400 DAY
SETTINGS ${durable}`,
  ],
};
