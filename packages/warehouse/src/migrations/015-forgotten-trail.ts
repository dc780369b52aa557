import type { Migration } from './migration.js';

/** The trail of merges goes with a customer who is forgotten: as in `erasure`, no mutation's text and no old part is to keep the name. */
export const forgottenTrail: Migration = {
  version: 15,
  name: 'forgotten-trail',
  statements: ['ALTER TABLE person_changes MODIFY SETTING finished_mutations_to_keep = 1, old_parts_lifetime = 480'],
};
