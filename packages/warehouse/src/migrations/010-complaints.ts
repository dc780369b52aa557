import { factsOfEvents, kindNumbers } from './006-session-facts.js';
import type { Migration } from './migration.js';

/** A complaint by the id that the shop gives it, text or number; empty where it gives none. */
const complaint = `,
    if(type = 'custom' AND name IN ('complaint_opened', 'complaint_closed'), [(
      if(name = 'complaint_opened', 'complaint', 'complaint_closed'),
      if(JSONType(properties, 'custom', 'id') = 'String', JSONExtractString(properties, 'custom', 'id'),
        JSONExtractRaw(properties, 'custom', 'id')))], [])`;

/** The view applies it to each block; a withdrawal again to what is left of a visitor, so it is written once. */
export const currentFacts = (condition: string) => factsOfEvents(condition, complaint);

/** Complaints are facts of persons too. What was told of them before is not: there was no such event. */
export const complaints: Migration = {
  version: 10,
  name: 'complaints',
  statements: [
    `ALTER TABLE session_facts MODIFY COLUMN kind Enum8(${kindNumbers}, 'complaint' = 20, 'complaint_closed' = 21)`,
    `ALTER TABLE session_facts_from_events MODIFY QUERY ${currentFacts('')}`,
  ],
};
