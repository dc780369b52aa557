import type { ClickHouseSettings } from '@clickhouse/client';
import type { ReportCell, ReportCoverage } from '@sillage/protocol';
import type { ClickHouse, Parameters } from '../client/clickhouse.js';
import { noMerges, readMerges, toMergeParameters } from '../segments/merged-customers.js';
import {
  type NamedReport,
  type ReportAnswer,
  type ReportPeriod,
  type ReportQuestion,
  type ReportStore,
  reportRows,
} from './report.js';
import { inPeriod, measuredEvents } from './scope.js';

/**
 * A report gives way to reading a visitor's past, by its priority; it takes two threads and no more memory than is
 * left to it, ends by itself, and stops as soon as who asked is gone.
 */
const settings: ClickHouseSettings = {
  readonly: '2',
  enable_materialized_cte: 1,
  priority: '8',
  max_threads: 2,
  max_memory_usage: '600000000',
  max_bytes_before_external_group_by: '450000000',
  max_execution_time: 60,
  cancel_http_readonly_queries_on_client_close: 1,
  output_format_json_quote_64bit_integers: 0,
  max_result_rows: String(reportRows + 1),
  result_overflow_mode: 'break',
};

/** Longer than ClickHouse itself gives a report, so that it says what was too much. */
const timeoutMs = 65_000;

export function toReportStore(clickhouse: Pick<ClickHouse, 'rows'>): ReportStore {
  return {
    report: (report, question, signal) => runReport(clickhouse, { report, question, signal }),
    reportCoverage: (question, signal) => reportCoverage(clickhouse, question, signal),
  };
}

interface Run {
  report: NamedReport;
  question: ReportQuestion;
  signal: AbortSignal | undefined;
}

async function runReport(
  clickhouse: Pick<ClickHouse, 'rows'>,
  { report, question, signal }: Run,
): Promise<ReportAnswer> {
  const startedAt = performance.now();
  const mostRows = mostRowsOf(report, question);
  const merges = report.isOfPersons ? await readMerges(clickhouse, question.site) : noMerges;
  const query = {
    action: `make the report ${report.name}`,
    // one more than is told, so that it is known whether there are more
    sql: `${report.sql(question, merges)}\nLIMIT ${mostRows + 1}`,
    timeoutMs,
    settings,
    isBounded: true,
    ...(signal && { signal }),
  };
  const rows = await clickhouse.rows<Record<string, ReportCell>>(query, {
    ...toParameters(report, question),
    ...toMergeParameters(merges),
  });
  const kept = rows.slice(0, mostRows);
  return {
    rows: kept.map((row) => report.columns.map(({ name }) => row[name] ?? null)),
    isCut: rows.length > mostRows,
    tookMs: Math.round(performance.now() - startedAt),
  };
}

function mostRowsOf({ mostRows = reportRows }: NamedReport, question: ReportQuestion): number {
  return typeof mostRows === 'number' ? mostRows : mostRows(question);
}

function toParameters(report: NamedReport, question: ReportQuestion): Parameters {
  const { site, timeZone, from, to, currency, filters } = question;
  const { channel = '', device = '', country = '', source = '' } = filters;
  return { site, timeZone, from, to, currency, channel, device, country, source, ...report.bind?.(question) };
}

/** Every exempt view has one device, so that those of a dimension are all of them. */
const coverageSql = `SELECT
  (SELECT countIf(type = 'page_view') FROM events WHERE ${measuredEvents}) AS measured,
  (SELECT sum(views) FROM exempt_views WHERE site = {site:String} AND dimension = 'device' AND ${inPeriod('hour')}) AS exempt`;

async function reportCoverage(
  clickhouse: Pick<ClickHouse, 'rows'>,
  { site, timeZone, from, to }: ReportPeriod,
  signal?: AbortSignal,
): Promise<ReportCoverage> {
  const [row] = await clickhouse.rows<{ measured: number; exempt: number }>(
    {
      action: 'tell the coverage of a report',
      sql: coverageSql,
      timeoutMs,
      settings,
      isBounded: true,
      ...(signal && { signal }),
    },
    { site, timeZone, from, to, channel: '', device: '', country: '' },
  );
  const { measured = 0, exempt = 0 } = row ?? {};
  return { measuredViews: measured, exemptViews: exempt > 0 ? exempt : null };
}
