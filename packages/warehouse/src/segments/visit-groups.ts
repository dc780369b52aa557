import { factRows } from './fact-rows.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';
import { endedAt, sumOf, wholeFacts } from './whole-facts.js';

/** Everybody of whom at least one session is not of the shop's own people; `visitors` and `customer` tell who. */
export function visitsGroup(draft: QueryDraft, scope: PersonScope): string {
  const columns = 'session, first_at, last_at, attention_ms, is_internal';
  const rows = `SELECT visitor, ${columns} FROM ${factRows('session', scope)}`;
  const asked = draft.select('visits');
  return `SELECT person, any(customer) AS customer, groupUniqArray(visitor) AS visitors ${asked && `, ${asked}`}
FROM (${byPerson(rows, `by_visitor.visitor AS visitor, ${columns}`, scope)})
GROUP BY person
HAVING uniqExact(session) > uniqExactIf(session, is_internal)`;
}

/** What is known of a session only when all its rows are seen together. */
export function sessionsGroup(draft: QueryDraft, scope: PersonScope): string {
  const rows = `SELECT visitor, min(first_at) AS began, max(last_at) AS ended,
    max(channel) AS channel, max(device) AS device, max(country) AS country
  FROM ${factRows('session', scope)}
  GROUP BY visitor, session`;
  return `SELECT person, ${draft.select('sessions')}
FROM (${byPerson(rows, 'began, ended, channel, device, country', scope)})
GROUP BY person`;
}

/** Searches, offers and contacts. */
export function deedsGroup(draft: QueryDraft, scope: PersonScope): string {
  const columns = {
    fact_kind: { ofRow: 'kind', ofRows: 'kind' },
    times: sumOf('views'),
    in_vain: sumOf('failed'),
    clicks: sumOf('clicked'),
    dismissals: sumOf('dismissed'),
    ended: endedAt,
  };
  const rows = wholeFacts({ kinds: ['search', 'offer', 'contact'], where: '1', columns }, scope);
  return `SELECT person, ${draft.select('deeds')}
FROM (${byPerson(rows, Object.keys(columns).join(', '), scope)})
GROUP BY person`;
}
