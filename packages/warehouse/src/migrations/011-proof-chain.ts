import { insertOnceSettings, type Migration } from './migration.js';

/**
 * Proofs of consent are chained (decisions/0107): `number` is 0 of those from before. Banner texts stand by their hash, to
 * which the proofs refer; a text is never changed, for its hash would be another.
 */
export const proofChain: Migration = {
  version: 11,
  name: 'proof-chain',
  statements: [
    `ALTER TABLE consents
  ADD COLUMN IF NOT EXISTS chain UUID,
  ADD COLUMN IF NOT EXISTS number UInt64,
  ADD COLUMN IF NOT EXISTS previous_hash String CODEC(ZSTD(1)),
  ADD COLUMN IF NOT EXISTS hash String CODEC(ZSTD(1))`,
    `CREATE TABLE IF NOT EXISTS banner_texts (
  site LowCardinality(String),
  hash FixedString(64),
  language LowCardinality(String),
  text String CODEC(ZSTD(3)),
  added_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(added_at)
ORDER BY (site, hash)
SETTINGS ${insertOnceSettings}`,
  ],
};
