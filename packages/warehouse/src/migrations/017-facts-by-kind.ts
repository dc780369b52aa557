import { insertOnceSettings, type Migration, retentionSettings, smallBlockSettings } from './migration.js';

/**
 * `session_facts` once more, in the order of kinds. What personalising reads is all of one visitor; what a segment reads is
 * a kind or two of everybody, which in the order of visitors lies in every granule (decisions/0154). What deletes or changes
 * facts does it in both; what is inserted reaches this one through the other.
 */
export const factsByKind: Migration = {
  version: 17,
  name: 'facts-by-kind',
  statements: [
    `CREATE TABLE IF NOT EXISTS facts_by_kind AS session_facts ENGINE = AggregatingMergeTree
PARTITION BY toYear(first_at)
ORDER BY (site, kind, visitor, session, key)
TTL expires
SETTINGS ${insertOnceSettings}, ${retentionSettings}, ${smallBlockSettings},
  finished_mutations_to_keep = 1, old_parts_lifetime = 480`,
    // what a step that was cut off has copied is copied again
    'TRUNCATE TABLE facts_by_kind',
    'INSERT INTO facts_by_kind SELECT * FROM session_facts',
    'CREATE MATERIALIZED VIEW IF NOT EXISTS facts_by_kind_from_facts TO facts_by_kind AS SELECT * FROM session_facts',
  ],
};
