import { randomUUID } from 'node:crypto';
import type { ClickHouse, NamedQuery, Parameters } from '../client/clickhouse.js';
import type { MemberFile, MemberFormat, PersonRef, SegmentQuestion, SegmentSize } from '../segment-store.js';
import { type CompiledSegment, type CompileOptions, compileSegment } from './compile-segment.js';
import { firstVisit, ifVisited, lastVisit, visitCount } from './conditions.js';
import { readMerges } from './merged-customers.js';
import { visitorsOfPerson } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

const timeoutMs = 60_000;
/** Sent to whoever reads it: as long as that takes. */
const streamTimeoutMs = 1_800_000;
/**
 * All processors: nobody waits behind a count but a marketer. Temporary tables go so many seconds after the last query of
 * their session, whether that was answered, failed or given up; more than a busy server may stall between two queries.
 */
const settings = { max_threads: 0, session_timeout: '10' };

async function compile(
  clickhouse: ClickHouse,
  question: SegmentQuestion,
  { person, ...options }: Omit<CompileOptions, 'merges' | 'person'> & { person?: PersonRef } = {},
): Promise<CompiledSegment> {
  const { site } = question;
  const merges = await readMerges(clickhouse, site);
  if (!person) return compileSegment(question, { ...options, merges });
  const { sql, parameters } = visitorsOfPerson(person, merges);
  const query = { action: 'find the visitors of a person', sql };
  const rows = await clickhouse.rows<{ id: string }>(query, { ...parameters, site });
  const visitors = rows.map(({ id }) => id);
  return compileSegment(question, { ...options, merges, person: { person, visitors } });
}

type MembersQuery = Pick<NamedQuery, 'action' | 'sessionId' | 'settings' | 'signal'>;

/**
 * Asks for members by way of temporary tables of what the query reads more than once. (ClickHouse computes a `WITH … AS
 * MATERIALIZED` once too, but in 26.7 it fails where one reads another.)
 */
async function withTables<T>(
  clickhouse: ClickHouse,
  { action, compiled, signal }: { action: string; compiled: CompiledSegment; signal?: AbortSignal | undefined },
  ask: (query: MembersQuery) => Promise<T>,
): Promise<T> {
  const query = { action, sessionId: randomUUID(), settings, ...(signal && { signal }) };
  for (const [name, select] of compiled.tables) {
    signal?.throwIfAborted();
    const sql = `CREATE TEMPORARY TABLE ${name} ENGINE = Memory AS ${select}`;
    await clickhouse.run({ ...query, sql, timeoutMs }, compiled.parameters);
  }
  return ask(query);
}

export interface EverybodyQuery {
  action: string;
  /** `expression AS name` of each person. */
  columns: (draft: QueryDraft) => string;
  /** Over the select of all persons. */
  toSql: (everybody: string) => string;
  /** What `columns` binds by itself. */
  parameters?: Parameters;
  /** Aborted by who asked, when the answer is not wanted any more. */
  signal?: AbortSignal | undefined;
}

/** Asks of all persons, members of the segment or not. */
export async function askEverybody<Row>(
  clickhouse: ClickHouse,
  question: SegmentQuestion,
  { action, columns, toSql, parameters, signal }: EverybodyQuery,
): Promise<Row[]> {
  const compiled = await compile(clickhouse, question, { isTold: true, columns });
  const bound = { ...compiled, parameters: { ...compiled.parameters, ...parameters } };
  const sql = toSql(compiled.members);
  return withTables(clickhouse, { action, compiled: bound, signal }, (query) =>
    clickhouse.rows<Row>({ ...query, sql, timeoutMs }, bound.parameters),
  );
}

/** See `Warehouse.countSegment`. */
export async function countSegment(clickhouse: ClickHouse, question: SegmentQuestion): Promise<number> {
  const compiled = await compile(clickhouse, question);
  const sql = `SELECT count() AS persons FROM (${compiled.members})`;
  const [row] = await withTables(clickhouse, { action: 'count a segment', compiled }, (query) =>
    clickhouse.rows<{ persons: string }>({ ...query, sql, timeoutMs }, compiled.parameters),
  );
  return Number(row?.persons ?? 0);
}

/** See `Warehouse.segmentSize`. */
export async function segmentSize(
  clickhouse: ClickHouse,
  question: SegmentQuestion,
  signal?: AbortSignal,
): Promise<SegmentSize> {
  const compiled = await compile(clickhouse, question, { isTold: true });
  const sql = `SELECT countIf(is_met) AS persons, count() AS all_persons FROM (${compiled.members})`;
  const [row] = await withTables(clickhouse, { action: 'count a segment', compiled, signal }, (query) =>
    clickhouse.rows<{ persons: string; all_persons: string }>({ ...query, sql, timeoutMs }, compiled.parameters),
  );
  return { persons: Number(row?.persons ?? 0), of: Number(row?.all_persons ?? 0) };
}

/** See `Warehouse.isInSegment`. */
export async function isInSegment(
  clickhouse: ClickHouse,
  question: SegmentQuestion & { person: PersonRef },
): Promise<boolean> {
  const compiled = await compile(clickhouse, question, { person: question.person });
  const sql = `SELECT count() AS persons FROM (${compiled.members})`;
  const [row] = await withTables(clickhouse, { action: 'look for a person in a segment', compiled }, (query) =>
    clickhouse.rows<{ persons: string }>({ ...query, sql, timeoutMs }, compiled.parameters),
  );
  return Number(row?.persons ?? 0) > 0;
}

/** See `Warehouse.segmentMembers`. */
export async function segmentMembers(
  clickhouse: ClickHouse,
  question: SegmentQuestion & { format: MemberFormat },
): Promise<MemberFile> {
  const compiled = await compile(clickhouse, question, { columns: ofMember });
  const { format, select } = formats[question.format];
  const sql = `SELECT ${select} FROM (${compiled.members}) ORDER BY last_visit_at DESC, person`;
  const plain = { ...settings, output_format_json_quote_64bit_integers: 0 as const };
  const { rows, bytes } = await withTables(clickhouse, { action: 'list a segment', compiled }, (query) =>
    clickhouse.file({ ...query, sql, format, settings: plain, timeoutMs: streamTimeoutMs }, compiled.parameters),
  );
  return { bytes, ...(rows !== undefined && { persons: rows }) };
}

const ofMember = (draft: QueryDraft) =>
  `${ifVisited(draft, firstVisit(draft))} AS first_visit_at, ${ifVisited(draft, lastVisit(draft))} AS last_visit_at,
  ${visitCount(draft)} AS visits_made`;

const ids = 'arraySort(arrayMap(visitor -> toString(visitor), visitors))';

/**
 * A cell that a spreadsheet would take for a formula is made text by an apostrophe
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const harmless = (text: string) => `if(match(${text}, '^[=+\\\\-@\\t\\r\\n]'), concat('\\'', ${text}), ${text})`;

const toTime = (at: string) => `fromUnixTimestamp64Milli(${at}, 'UTC')`;

const toText = (at: string) => `ifNull(formatDateTime(${toTime(at)}, '%Y-%m-%dT%H:%i:%SZ', 'UTC'), '')`;

const formats: Record<MemberFormat, { format: string; select: string }> = {
  jsonl: {
    format: 'JSONEachRow',
    select: `customer AS customerId, ${ids} AS visitors, first_visit_at AS firstVisitAt, last_visit_at AS lastVisitAt, visits_made AS visits`,
  },
  csv: {
    format: 'CSVWithNames',
    select: `${harmless('customer')} AS customer_id, arrayStringConcat(${ids}, ' ') AS visitors,
      ${toText('first_visit_at')} AS first_visit,
      ${toText('last_visit_at')} AS last_visit, visits_made AS visits`,
  },
  parquet: {
    format: 'Parquet',
    select: `customer AS customer_id, ${ids} AS visitors, ${toTime('first_visit_at')} AS first_visit,
      ${toTime('last_visit_at')} AS last_visit,
      visits_made AS visits`,
  },
};
