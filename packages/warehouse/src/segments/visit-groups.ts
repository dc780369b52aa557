import { factRows } from './fact-rows.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';
import { endedAt, sumOf, wholeFacts } from './whole-facts.js';

const ofSessions = "site = {site:String} AND kind = 'session'";

/**
 * The shop's own people: visitors without a session that is not. Only visitors of whom a row is marked are looked at, which
 * are few.
 */
export const ownVisitors = (ofVisitors: string) => `SELECT visitor FROM session_facts
  WHERE ${ofSessions} AND visitor IN (SELECT visitor FROM session_facts WHERE ${ofSessions} AND is_internal) ${ofVisitors}
  GROUP BY visitor
  HAVING uniqExact(session) = uniqExactIf(session, is_internal)`;

/** Everybody of whom a visitor is not of the shop's own people; `visitors` and `customer` tell who. */
export function visitsGroup(draft: QueryDraft, scope: PersonScope): string {
  const columns = 'session, first_at, last_at, attention_ms';
  const rows = `SELECT visitor, ${columns} FROM ${factRows('session', scope)}`;
  const asked = draft.select('visits');
  return `SELECT person, any(customer) AS customer, groupUniqArray(visitor) AS visitors ${asked && `, ${asked}`}
FROM (${byPerson(rows, `by_visitor.visitor AS visitor, ${columns}`, scope)})
GROUP BY person
HAVING NOT min(visitor IN (SELECT visitor FROM own))`;
}

/** What is known of a session only when all its rows are seen together. */
export function sessionsGroup(draft: QueryDraft, scope: PersonScope): string {
  const rows = `SELECT visitor, min(first_at) AS began, max(last_at) AS ended,
    max(channel) AS session_channel, max(device) AS session_device, max(country) AS session_country
  FROM ${factRows('session', scope)}
  GROUP BY visitor, session`;
  return `SELECT person, ${draft.select('sessions')}
FROM (${byPerson(rows, 'began, ended, session_channel, session_device, session_country', scope)})
GROUP BY person`;
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
