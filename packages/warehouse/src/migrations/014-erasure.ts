import type { Migration } from './migration.js';

/** Tables of which rows are deleted or changed by visitor. Later steps that make one say the same of it. */
const mutated = [
  'orders',
  'rejected_events',
  'sessions',
  'session_facts',
  'persons',
  'customer_visitors',
  'customer_choices',
  'events',
];

/**
 * A mutation is kept with its text, in which the visitors stand whom it erased: by default a hundred of them, for as long as
 * the table lives. One is the least that ClickHouse keeps, and `purgeDeleted` sees to it that it names nobody.
 * What a mutation replaced stays on disk for `old_parts_lifetime`: eight minutes, ClickHouse's own figure, written down
 * because a promise rests on it; less would risk the new part in a power cut (decisions/0106).
 */
export const erasure: Migration = {
  version: 14,
  name: 'erasure',
  statements: mutated.map(
    (table) => `ALTER TABLE ${table} MODIFY SETTING finished_mutations_to_keep = 1, old_parts_lifetime = 480`,
  ),
};
