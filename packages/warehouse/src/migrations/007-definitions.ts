import { insertOnceSettings, type Migration } from './migration.js';

/**
 * What a site's people define: segments, slots, offers, rules. A row a version, so that what was shown at a time can be told
 * later; the highest stands. `change` tells a writer whether a version is its own: see `changeDefinition`.
 */
export const definitions: Migration = {
  version: 7,
  name: 'definitions',
  statements: [
    `CREATE TABLE IF NOT EXISTS definitions (
  site LowCardinality(String),
  kind LowCardinality(String),
  id String,
  version UInt32,
  change UUID,
  body String CODEC(ZSTD(3)),
  is_deleted Bool,
  changed_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree
ORDER BY (site, kind, id, version)
SETTINGS ${insertOnceSettings}`,
  ],
};
