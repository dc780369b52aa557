import type { ClickHouse } from '../client/clickhouse.js';
import type { MemberFile, MemberFormat, PersonRef, SegmentQuestion, SegmentSize } from '../segment-store.js';
import { type CompiledSegment, type CompileOptions, compileSegment, memberSettings } from './compile-segment.js';
import { firstVisit, ifVisited, lastVisit, visitCount } from './conditions.js';
import { readMerges } from './merged-customers.js';
import type { QueryDraft } from './query-draft.js';

const timeoutMs = 60_000;
/** Sent to whoever reads it: as long as that takes. */
const streamTimeoutMs = 1_800_000;
/** All processors: nobody waits behind a count but a marketer. */
const settings = { ...memberSettings, max_threads: 0 };

async function compile(
  clickhouse: ClickHouse,
  question: SegmentQuestion,
  options: Omit<CompileOptions, 'merges'> = {},
): Promise<CompiledSegment> {
  return compileSegment(question, { ...options, merges: await readMerges(clickhouse, question.site) });
}

/** See `Warehouse.countSegment`. */
export async function countSegment(clickhouse: ClickHouse, question: SegmentQuestion): Promise<number> {
  const { members, parameters } = await compile(clickhouse, question);
  const [row] = await clickhouse.rows<{ persons: string }>(
    { action: 'count a segment', sql: `${members} SELECT count() AS persons FROM members`, settings, timeoutMs },
    parameters,
  );
  return Number(row?.persons ?? 0);
}

/** See `Warehouse.segmentSize`. */
export async function segmentSize(clickhouse: ClickHouse, question: SegmentQuestion): Promise<SegmentSize> {
  const { members, parameters } = await compile(clickhouse, question, { isTold: true });
  const sql = `${members} SELECT countIf(is_met) AS persons, count() AS all_persons FROM members`;
  const [row] = await clickhouse.rows<{ persons: string; all_persons: string }>(
    { action: 'count a segment', sql, settings, timeoutMs },
    parameters,
  );
  return { persons: Number(row?.persons ?? 0), of: Number(row?.all_persons ?? 0) };
}

/** See `Warehouse.isInSegment`. */
export async function isInSegment(
  clickhouse: ClickHouse,
  question: SegmentQuestion & { person: PersonRef },
): Promise<boolean> {
  const { members, parameters } = await compile(clickhouse, question, { person: question.person });
  const rows = await clickhouse.rows(
    {
      action: 'look for a person in a segment',
      sql: `${members} SELECT 1 FROM members LIMIT 1`,
      settings: memberSettings,
    },
    parameters,
  );
  return rows.length > 0;
}

/** See `Warehouse.segmentMembers`. */
export async function segmentMembers(
  clickhouse: ClickHouse,
  question: SegmentQuestion & { format: MemberFormat },
): Promise<MemberFile> {
  const { members, parameters } = await compile(clickhouse, question, { columns: ofMember });
  const { format, select } = formats[question.format];
  const sql = `${members} SELECT ${select} FROM members ORDER BY last_visit_at DESC, person`;
  const plain = { ...settings, output_format_json_quote_64bit_integers: 0 as const };
  const { rows, bytes } = await clickhouse.file(
    { action: 'list a segment', sql, format, settings: plain, timeoutMs: streamTimeoutMs },
    parameters,
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
