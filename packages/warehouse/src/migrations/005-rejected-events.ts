import { insertOnceSettings, type Migration, retentionSettings } from './migration.js';

/** What was not stored among events, with its reason: kept 90 days, time enough to mend the shop and send it again. */
export const rejectedEvents: Migration = {
  version: 5,
  name: 'rejected-events',
  statements: [
    `CREATE TABLE IF NOT EXISTS rejected_events (
  site LowCardinality(String),
  received_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD(1)),
  reason LowCardinality(String),
  detail String CODEC(ZSTD(3)),
  channel LowCardinality(String),
  sdk LowCardinality(String),
  visitor UUID CODEC(ZSTD(1)),
  event_id String CODEC(ZSTD(1)),
  body String CODEC(ZSTD(3)),
  events UInt32 CODEC(ZSTD(1))
) ENGINE = MergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (site, received_at)
TTL toDate(received_at) + 90
SETTINGS ${insertOnceSettings}, ${retentionSettings}`,
  ],
};
