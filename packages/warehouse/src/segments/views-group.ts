import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/**
 * Views of topics and products. A fact may lie in several rows, of which only some name the topic: all rows of a page or
 * product that ever was of the topic are read, and added up before it is asked what they are of. These are few; adding up
 * all rows takes longer.
 */
export function viewsGroup(draft: QueryDraft, scope: PersonScope): string {
  const matches = draft.columns('matches');
  const ofSite = `site = {site:String} AND kind IN ('page', 'product')`;
  const rows = `SELECT visitor, kind, sum(views) AS times, toUnixTimestamp64Milli(max(last_at)) AS ended,
    ${matches.map(({ expression, name }) => `max(${expression}) AS ${name}`).join(', ')}
  FROM session_facts
  WHERE ${ofSite} ${scope.ofVisitors} AND key IN (
    SELECT key FROM session_facts WHERE ${ofSite} AND (${matches.map(({ expression }) => expression).join(' OR ')}))
  GROUP BY visitor, session, kind, cityHash64(key)`;
  const names = matches.map(({ name }) => name).join(', ');
  return `SELECT person, ${draft.select('views')} FROM (${byPerson(rows, `kind, times, ended, ${names}`, scope)}) GROUP BY person`;
}
