import type { Migration } from './migration.js';

const changed = ['session_facts_from_events', 'sessions_from_events'];

/**
 * A block that is sent again is told apart for a view by the view's identity, and that of one whose query was changed is another
 * until it is renamed, or ClickHouse starts again: what was sent before that and once more afterwards counted twice
 * (decisions/0158). A later step that changes a view's query renames it too.
 */
export const viewsRenamed: Migration = {
  version: 19,
  name: 'views-renamed',
  statements: changed.flatMap((view) => [
    `RENAME TABLE IF EXISTS ${view} TO ${view}_renamed`,
    `RENAME TABLE IF EXISTS ${view}_renamed TO ${view}`,
  ]),
};
