import { insertOnceSettings, type Migration, pointReadSettings } from './migration.js';

/**
 * Consents are append-only proofs and don't expire with the events. A person is a visitor tied to a customer;
 * \`customer_visitors\` turns that round: from a customer to the visitors that are theirs (\`is_linked\`) and to those
 * of whom single events name them.
 */
export const persons: Migration = {
  version: 4,
  name: 'persons',
  statements: [
    `CREATE TABLE IF NOT EXISTS consents (
  site LowCardinality(String),
  visitor UUID,
  decided_at DateTime64(3, 'UTC'),
  proof_id UUID,
  states Map(LowCardinality(String), LowCardinality(String)),
  expires_at DateTime64(3, 'UTC'),
  policy_version LowCardinality(String),
  banner_text_hash LowCardinality(String),
  language LowCardinality(String),
  source_name LowCardinality(String),
  source_version LowCardinality(String),
  source_consent_id String CODEC(ZSTD(3)),
  gpc Bool,
  sdk LowCardinality(String)
) ENGINE = MergeTree
ORDER BY (site, visitor, decided_at, proof_id)
SETTINGS ${insertOnceSettings}, ${pointReadSettings}`,
    `CREATE TABLE IF NOT EXISTS persons (
  site LowCardinality(String),
  visitor UUID,
  customer_id String,
  proof LowCardinality(String),
  linked_at DateTime64(3, 'UTC')
) ENGINE = MergeTree
ORDER BY (site, visitor, linked_at, customer_id)
SETTINGS ${insertOnceSettings}, ${pointReadSettings}`,
    `CREATE TABLE IF NOT EXISTS customer_visitors (
  site LowCardinality(String),
  customer_id String,
  visitor UUID,
  is_linked SimpleAggregateFunction(max, Bool),
  expires SimpleAggregateFunction(max, Date)
) ENGINE = AggregatingMergeTree
ORDER BY (site, customer_id, visitor)
TTL expires
SETTINGS ${insertOnceSettings}, ${pointReadSettings}`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS customer_visitors_from_persons TO customer_visitors AS SELECT
  site, customer_id, visitor, true AS is_linked, toDate('2100-01-01') AS expires
FROM persons`,
    `CREATE MATERIALIZED VIEW IF NOT EXISTS customer_visitors_from_events TO customer_visitors AS SELECT
  site, customer_id, visitor, false AS is_linked, max(expires) AS expires
FROM events
WHERE customer_id != ''
GROUP BY site, customer_id, visitor`,
  ],
};
