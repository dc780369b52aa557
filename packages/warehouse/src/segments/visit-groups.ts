import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';
import { beganAt, endedAt, type FactColumn, largest, sumOf, wholeFacts, wholeSessions } from './whole-facts.js';

/** The shop's own people: visitors without a session that is not. Only visitors of whom a row is marked are looked at, which are few. */
export const ownVisitors = `SELECT visitor FROM all_sessions
  WHERE visitor IN (SELECT visitor FROM all_sessions WHERE is_internal)
  GROUP BY visitor
  HAVING uniqExact(id) = uniqExactIf(id, is_internal)`;

const sessionColumns: Record<string, FactColumn & { of: string }> = {
  began: { ...beganAt, of: 'first_at' },
  ended: { ...endedAt, of: 'last_at' },
  was_there: { ...largest('is_visit'), of: 'is_visit' },
  attention: { ...sumOf('attention_ms'), of: 'attention_ms' },
  session_channel: { ...largest('channel'), of: 'channel' },
  session_device: { ...largest('device'), of: 'device' },
  session_country: { ...largest('country'), of: 'country' },
};

/** Those of sessions that a draft asks for, which it must have been read for. */
function askedOf(draft: QueryDraft): Record<string, FactColumn & { of: string }> {
  const asked = draft.select('visits');
  return Object.fromEntries(Object.entries(sessionColumns).filter(([name]) => asked.includes(name)));
}

/** Columns of the table that are asked of sessions. */
export const sessionColumnsOf = (draft: QueryDraft) => Object.values(askedOf(draft)).map(({ of }) => of);

/**
 * Everybody of whom a visitor is not of the shop's own people; `visitors` and `customer` tell who. What is asked of their
 * sessions is known only when all rows of each are seen together: visits among it (decisions/0090).
 */
export function visitsGroup(draft: QueryDraft, scope: PersonScope): string {
  const asked = askedOf(draft);
  const names = Object.keys(asked);
  const columns = ['by_visitor.visitor AS visitor', ...names].join(', ');
  const rows = names.length > 0 ? wholeSessions(asked, scope) : `SELECT visitor FROM all_sessions WHERE ${scope.isOf}`;
  const told = draft.select('visits');
  const isOwn = 'visitor IN (SELECT visitor FROM own)';
  return `SELECT person, any(customer) AS customer, groupUniqArray(visitor) AS visitors ${told && `, ${told}`}
FROM (${byPerson(rows, columns, scope)})
${scope.isJoined ? '' : `WHERE NOT ${isOwn}`}
GROUP BY person
${scope.isJoined ? `HAVING NOT min(${isOwn})` : ''}`;
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
  const rows = wholeFacts({ kinds: ['search', 'offer', 'contact'], where: '1', columns: deedColumns }, draft, scope);
  return `SELECT person, ${draft.select('deeds')}
FROM (${byPerson(rows, Object.keys(deedColumns).join(', '), scope)})
GROUP BY person`;
}
