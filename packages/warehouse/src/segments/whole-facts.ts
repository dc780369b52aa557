import type { FactKind } from '../session-fact.js';
import type { PersonScope } from './person-scope.js';

/** A column of a fact: of its row where it has but one, and of all its rows. */
export interface FactColumn {
  ofRow: string;
  ofRows: string;
}

export interface FactQuestion {
  kinds: readonly FactKind[];
  /** SQL over the columns of a row. A fact is meant if it holds for any of its rows. */
  where: string;
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

const ofSite = 'site = {site:String}';
const sessionHash = 'cityHash64(visitor, session)';

/**
 * Sessions of which a fact may lie in several rows. Every block that brings events of a session brings a row of the session
 * itself into the same part, and parts merge whole: where that is one row, every fact of the session is. Only round New Year
 * do they lie in partitions that merge apart.
 */
export const splitSessions = (ofVisitors: string) => `SELECT visitor, ${sessionHash} AS id
  FROM session_facts WHERE ${ofSite} AND kind = 'session' ${ofVisitors}
  GROUP BY visitor, session
  HAVING count() > 1 OR max(toYear(last_at) != toUInt16(_partition_id))`;

/**
 * SQL of facts, each whole. Adding up the rows of all of them would take most of a count, and nearly all have but one: those are
 * read as they lie, and only the rows of split sessions are added up.
 */
export function wholeFacts({ kinds, where, columns }: FactQuestion, { ofVisitors }: PersonScope): string {
  const select = (part: keyof FactColumn) =>
    Object.entries(columns)
      .map(([name, column]) => `${column[part]} AS ${name}`)
      .join(', ');
  const rows = `session_facts WHERE ${ofSite} AND kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) ${ofVisitors}`;
  return `SELECT visitor, ${select('ofRow')} FROM ${rows} AND (${where}) AND ${sessionHash} NOT IN (SELECT id FROM split)
  UNION ALL
  SELECT visitor, ${select('ofRows')} FROM ${rows}
    AND visitor IN (SELECT visitor FROM split) AND ${sessionHash} IN (SELECT id FROM split)
  GROUP BY visitor, session, kind, key
  HAVING max(${where})`;
}
