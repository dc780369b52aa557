import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/**
 * Views of topics and products. A fact may lie in several rows, of which only some name the topic: all rows of a page or
 * product that ever was of the topic are read, and added up before it is asked what they are of. These are few; adding up
 * all rows takes four times as long.
 */
export function viewsGroup(draft: QueryDraft, { ofVisitors }: PersonScope): string {
  const matches = draft.columns('matches');
  const ofSite = `site = {site:String} AND kind IN ('page', 'product')`;
  const facts = `SELECT visitor, session, kind, sum(views) AS times, toUnixTimestamp64Milli(max(last_at)) AS ended,
    ${matches.map(({ expression, name }) => `max(${expression}) AS ${name}`).join(', ')}
  FROM session_facts
  WHERE ${ofSite} ${ofVisitors} AND (kind, key) IN (
    SELECT kind, key FROM session_facts WHERE ${ofSite} ${ofVisitors} AND (${matches.map(({ expression }) => expression).join(' OR ')}))
  GROUP BY visitor, session, kind, cityHash64(key)`;
  const rows = `SELECT visitor, ${draft.select('session_views')} FROM (${facts}) GROUP BY visitor, session`;
  const names = draft.columns('session_views').map(({ name }) => name);
  return `SELECT person, ${draft.select('views')} FROM (${byPerson(rows, names.join(', '))}) GROUP BY person`;
}
