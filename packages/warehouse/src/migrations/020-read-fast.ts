import type { Migration } from './migration.js';

/** LZ4 is unpacked faster than ZSTD. What is long and seldom read whole stays as it is. */
const columns = {
  events: {
    visitor: 'LZ4',
    ts: 'Delta, LZ4',
    session: 'LZ4',
    topics: 'LZ4',
    product_id: 'LZ4',
    price_minor: 'T64, LZ4',
  },
  facts_by_kind: {
    visitor: 'LZ4',
    last_at: 'Delta, LZ4',
    views: 'T64, LZ4',
    attention_ms: 'T64, LZ4',
    added: 'T64, LZ4',
    removed: 'T64, LZ4',
    topics: 'LZ4',
    is_internal: 'LZ4',
  },
};

/** What reports read of every row, for some bytes an event more (decisions/0163). Rows that are there stay as they are until they are merged. */
export const readFast: Migration = {
  version: 20,
  name: 'read-fast',
  statements: Object.entries(columns).map(([table, codecs]) => {
    const changes = Object.entries(codecs).map(([column, codec]) => `MODIFY COLUMN ${column} CODEC(${codec})`);
    return `ALTER TABLE ${table} ${changes.join(', ')}`;
  }),
};
