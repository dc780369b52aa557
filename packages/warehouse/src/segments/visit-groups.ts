import { factRows } from './fact-rows.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';
import { beganAt, endedAt, largest, sumOf, wholeFacts } from './whole-facts.js';

const ofSessions = "site = {site:String} AND kind = 'session'";

/**
 * The shop's own people: visitors without a session that is not. Only visitors of whom a row is marked are looked at, which
 * are few.
 */
export const ownVisitors = (ofVisitors: string) => `SELECT visitor FROM session_facts
  WHERE ${ofSessions} AND visitor IN (SELECT visitor FROM session_facts WHERE ${ofSessions} AND is_internal) ${ofVisitors}
  GROUP BY visitor
  HAVING uniqExact(session) = uniqExactIf(session, is_internal)`;

const sessionColumns = {
  began: beganAt,
  ended: endedAt,
  was_there: largest('is_visit'),
  attention: sumOf('attention_ms'),
  session_channel: largest('channel'),
  session_device: largest('device'),
  session_country: largest('country'),
};

/**
 * Everybody of whom a visitor is not of the shop's own people; `visitors` and `customer` tell who. What is asked of their
 * sessions is known only when all rows of each are seen together: visits among it (decisions/0090).
 */
export function visitsGroup(draft: QueryDraft, scope: PersonScope): string {
  const asked = draft.select('visits');
  const columns = ['by_visitor.visitor AS visitor', ...(asked ? Object.keys(sessionColumns) : [])].join(', ');
  const rows = asked
    ? wholeFacts({ kinds: ['session'], where: '1', columns: sessionColumns }, scope)
    : `SELECT visitor FROM ${factRows('session', scope)}`;
  return `SELECT person, any(customer) AS customer, groupUniqArray(visitor) AS visitors ${asked && `, ${asked}`}
FROM (${byPerson(rows, columns, scope)})
GROUP BY person
HAVING NOT min(visitor IN (SELECT visitor FROM own))`;
}

const deedColumns = {
  fact_kind: { ofRow: 'kind', ofRows: 'kind' },
  times: sumOf('views'),
  in_vain: sumOf('failed'),
  clicks: sumOf('clicked'),
  dismissals: sumOf('dismissed'),
  ended: endedAt,
};

/** Searches, offers and contacts. */
export function deedsGroup(draft: QueryDraft, scope: PersonScope): string {
  const rows = wholeFacts({ kinds: ['search', 'offer', 'contact'], where: '1', columns: deedColumns }, scope);
  return `SELECT person, ${draft.select('deeds')}
FROM (${byPerson(rows, Object.keys(deedColumns).join(', '), scope)})
GROUP BY person`;
}
