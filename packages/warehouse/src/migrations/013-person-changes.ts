import { fewRowsSettings, insertOnceSettings, type Migration } from './migration.js';

/**
 * `person_changes` is the trail of what was merged and taken apart again, append-only; an empty `into_customer_id` takes a merge
 * back. `customer_choices` says what a customer chose last, on whatever device, for the other nodes. Both carry when ClickHouse
 * got them: that is what nodes ask by. `is_new_visitor` of a link says that the visitor was made for its customer. See decisions/0112 and 0113.
 */
export const personChanges: Migration = {
  version: 13,
  name: 'person-changes',
  statements: [
    'ALTER TABLE persons ADD COLUMN IF NOT EXISTS is_new_visitor Bool',
    `CREATE TABLE IF NOT EXISTS person_changes (
  site LowCardinality(String),
  customer_id String,
  into_customer_id String,
  changed_at DateTime64(3, 'UTC'),
  change_id UUID,
  changed_by String,
  reason String CODEC(ZSTD(3)),
  noted_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
) ENGINE = MergeTree
ORDER BY (site, changed_at, change_id)
SETTINGS ${insertOnceSettings}, ${fewRowsSettings}`,
    `CREATE TABLE IF NOT EXISTS customer_choices (
  site LowCardinality(String),
  customer_id String,
  decided_at DateTime64(3, 'UTC'),
  proof_id UUID,
  states Map(LowCardinality(String), LowCardinality(String)),
  expires_at DateTime64(3, 'UTC'),
  policy_version LowCardinality(String),
  noted_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
) ENGINE = MergeTree
ORDER BY (noted_at, site, customer_id)
TTL toDate(decided_at) + INTERVAL 13 MONTH
SETTINGS ${insertOnceSettings}, ${fewRowsSettings}`,
  ],
};
