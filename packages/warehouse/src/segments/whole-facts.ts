import type { FactKind } from '../session-fact.js';
import { rowsOf } from './fact-rows.js';
import type { PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/** A column of a fact: of its row where it has but one, and of all its rows. */
export interface FactColumn {
  ofRow: string;
  ofRows: string;
}

export interface FactQuestion {
  kinds: readonly FactKind[];
  /** SQL over the columns of a row. A fact is meant if it holds for any of its rows. */
  where: string;
  /** SQL over the columns of a row: which facts that lie in one row are read. Of those in several, whoever asks leaves out what is not meant. */
  whereWhole?: string;
  /** By name; names of the table's own columns won't do. */
  columns: Record<string, FactColumn>;
}

/** What adds up, whatever the rows. */
export const sumOf = (column: string): FactColumn => ({ ofRow: column, ofRows: `sum(${column})` });
export const largest = (column: string): FactColumn => ({ ofRow: column, ofRows: `max(${column})` });
export const beganAt: FactColumn = {
  ofRow: 'toUnixTimestamp64Milli(first_at)',
  ofRows: 'toUnixTimestamp64Milli(min(first_at))',
};
export const endedAt: FactColumn = {
  ofRow: 'toUnixTimestamp64Milli(last_at)',
  ofRows: 'toUnixTimestamp64Milli(max(last_at))',
};

/**
 * Every row of a session's own fact, in the columns that are asked of sessions: so many parts of a query need them that they
 * are read once. `is_astray` of one whose facts may lie in two partitions.
 */
export const allSessions = (columns: readonly string[], ofVisitors: string) => `SELECT visitor,
    cityHash64(visitor, session) AS id, customer_ids, is_internal, toYear(last_at) != toUInt16(_partition_id) AS is_astray
    ${columns.map((column) => `, ${column}`).join('')}
  FROM facts_by_kind WHERE site = {site:String} AND kind = 'session' ${ofVisitors}`;

/**
 * Sessions of which a fact may lie in several rows. Every block that brings events of a session brings a row of the session
 * itself into the same part, and parts merge whole: where that is one row, every fact of the session is. Only round New Year
 * do they lie in partitions that merge apart.
 */
export const splitSessions = `SELECT any(visitor) AS visitor, id FROM all_sessions
  WHERE is_astray OR id IN (SELECT id FROM all_sessions GROUP BY id HAVING count() > 1)
  GROUP BY id`;

/**
 * SQL of facts, each whole. Adding up the rows of all of them would take most of a count, and nearly all have but one: those are
 * read as they lie, and only the rows of visitors with a split session are added up, so that nobody's sessions need be read. These
 * visitors are few and lie everywhere in the order of kinds, so theirs are read in that of visitors. Read once for all scopes.
 */
export function wholeFacts(
  { kinds, where, whereWhole = '1', columns }: FactQuestion,
  draft: QueryDraft,
  { isOf }: PersonScope,
): string {
  const select = (part: keyof FactColumn) => selectOf(columns, part);
  const facts = draft.share(`SELECT visitor, ${select('ofRow')} FROM ${rowsOf(kinds, draft)}
    AND (${where}) AND (${whereWhole}) AND visitor NOT IN (SELECT visitor FROM split)
  UNION ALL
  SELECT visitor, ${select('ofRows')} FROM ${rowsOf(kinds, draft, 'session_facts')}
    AND visitor IN (SELECT visitor FROM split)
  GROUP BY visitor, session, kind, key
  HAVING max(${where})`);
  return `SELECT * FROM ${facts} WHERE ${isOf}`;
}

/** Sessions, each whole, out of the rows of all of them. */
export function wholeSessions(columns: Record<string, FactColumn>, { isOf }: PersonScope): string {
  return `SELECT visitor, ${selectOf(columns, 'ofRow')} FROM all_sessions WHERE ${isOf} AND id NOT IN (SELECT id FROM split)
  UNION ALL
  SELECT visitor, ${selectOf(columns, 'ofRows')} FROM all_sessions
  WHERE ${isOf} AND id IN (SELECT id FROM split)
  GROUP BY visitor, id`;
}

function selectOf(columns: Record<string, FactColumn>, part: keyof FactColumn): string {
  return Object.entries(columns)
    .map(([name, column]) => `${column[part]} AS ${name}`)
    .join(', ');
}
