/** A step of the schema. Once released it never changes: its checksum is kept where it was applied. */
export interface Migration {
  /** Rises by one. */
  version: number;
  name: string;
  /** Each can be run again without harm: a step that was cut off is repeated whole. */
  statements: readonly string[];
}

/**
 * Settings of every table that a block reaches, views' targets too. Durable when acknowledged; and the window within
 * which a block that is sent again is recognised, in parts of one partition, shared by all that insert: leave it out
 * of one table and that table counts a block twice.
 */
export const insertOnceSettings =
  'fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 10000';

/** What is unpacked at once stays in the cache of the processor. */
export const smallBlockSettings = 'min_compress_block_size = 16384, max_compress_block_size = 65536';

/** One visitor's rows are few: small granules and blocks, so that reading them decompresses little else. */
export const fewRowsSettings = `index_granularity = 1024, ${smallBlockSettings}`;

/** Each part costs a point read, so parts are merged when their sizes are within twice of each other, instead of five times. */
export const pointReadSettings = `${fewRowsSettings}, merge_selector_base = 2`;

/** Rows that have expired go within a day. */
export const retentionSettings = 'merge_with_ttl_timeout = 86400';

/** All columns of a part in one file: a table that is always read by point pays less for each column. */
export const compactSettings = 'min_bytes_for_wide_part = 1073741824';
