import type { Migration } from './migration.js';

/**
 * How many persons were in a segment, by day of the site: of several rows of a day the latest stands. `version` is that of the
 * definition that was counted, 0 of a ready-made segment.
 */
export const segmentSizes: Migration = {
  version: 9,
  name: 'segment-sizes',
  statements: [
    `CREATE TABLE IF NOT EXISTS segment_sizes (
  site LowCardinality(String),
  segment String,
  day Date,
  version UInt32,
  persons UInt64,
  of_persons UInt64,
  at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(at)
ORDER BY (site, segment, day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  ],
};
