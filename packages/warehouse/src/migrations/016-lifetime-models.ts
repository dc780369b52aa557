import type { Migration } from './migration.js';

/**
 * What was fitted on a site's orders, a row each time; the latest stands. Parameters are 0 where there is no model, for the
 * `reason`. Nothing in it is of a single person.
 */
export const lifetimeModels: Migration = {
  version: 16,
  name: 'lifetime-models',
  statements: [
    `CREATE TABLE IF NOT EXISTS lifetime_models (
  site LowCardinality(String),
  at DateTime64(3, 'UTC'),
  last_day Date,
  currency LowCardinality(String),
  reason LowCardinality(String),
  persons UInt64,
  repeat_buyers UInt64,
  orders UInt64,
  r Float64,
  alpha Float64,
  a Float64,
  b Float64,
  log_likelihood Float64,
  p Float64,
  q Float64,
  gamma Float64,
  holdout_weeks Float64,
  holdout_expected Float64,
  holdout_transactions UInt64
) ENGINE = MergeTree
ORDER BY (site, at)
TTL toDateTime(at) + INTERVAL 400 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  ],
};
