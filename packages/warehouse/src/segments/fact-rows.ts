import { rangesCountedAs } from '@sillage/protocol';
import type { FactKind } from '../session-fact.js';
import type { PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/** Columns of the rows of some kinds, as they lie: for what adds up, whatever the rows. Read once for all scopes. */
export function factRows(
  { kinds, columns, where = '1' }: { kinds: readonly FactKind[]; columns: string; where?: string },
  draft: QueryDraft,
  { isOf }: PersonScope,
): string {
  const rows = draft.share(`SELECT visitor, ${columns} FROM ${rowsOf(kinds, draft)} AND ${where}`);
  return `SELECT * FROM ${rows} WHERE ${isOf}`;
}

/**
 * `… WHERE …` of the rows of some kinds, of all visitors that a query is about. `table`: in the order of kinds for what is read of
 * everybody, of visitors for what is read of few.
 */
export function rowsOf(
  kinds: readonly FactKind[],
  { ofVisitors }: QueryDraft,
  table: 'facts_by_kind' | 'session_facts' = 'facts_by_kind',
): string {
  return `${table} WHERE site = {site:String} AND kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}) ${ofVisitors}`;
}

/** SQL of whether a topic is one, or below it; `topic` is a bound value. */
export function isBelow(topic: string): (each: string) => string {
  return (each) => `(${each} = ${topic} OR startsWith(${each}, concat(${topic}, '/')))`;
}

/** SQL of whether one of an array of topics, as pages tell them, is counted by the site as a topic or below it. */
export function areCountedAs(topics: string, topic: string, draft: QueryDraft): string {
  const isBelowBound = (one: string) => isBelow(draft.bind('String', one))('t');
  const ranges = rangesCountedAs(topic, draft.interests.topics).map((range) =>
    [isBelowBound(range.topic), ...range.except.map((one) => `NOT ${isBelowBound(one)}`)].join(' AND '),
  );
  return `arrayExists(t -> ${ranges.map((range) => `(${range})`).join(' OR ') || '0'}, ${topics})`;
}

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;
