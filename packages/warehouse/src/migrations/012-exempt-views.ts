import { insertOnceSettings, type Migration, retentionSettings } from './migration.js';

/**
 * Page views of the exempt mode by hour, and by one of path, referrer and device: never by two of them, so that no row
 * says two things of one view (decisions/0109). 25 months are the most that CNIL délibération 2020-091 allows.
 */
export const exemptViews: Migration = {
  version: 12,
  name: 'exempt-views',
  statements: [
    `CREATE TABLE IF NOT EXISTS exempt_views (
  site LowCardinality(String),
  hour DateTime('UTC') CODEC(Delta, ZSTD(1)),
  dimension Enum8('path' = 1, 'referrer' = 2, 'device' = 3),
  value String CODEC(ZSTD(3)),
  views UInt64 CODEC(T64, ZSTD(1))
) ENGINE = SummingMergeTree(views)
ORDER BY (site, dimension, hour, value)
TTL toDate(hour) + INTERVAL 25 MONTH
SETTINGS ${insertOnceSettings}, ${retentionSettings}`,
  ],
};
