import type { InterestSettings, ReportCell, ReportCoverage, ReportDescription, ReportFilter } from '@sillage/protocol';
import type { Parameters } from '../client/clickhouse.js';
import type { Merges } from '../segments/merged-customers.js';

/** What a report is asked: days of the site, both included. */
export interface ReportQuestion {
  site: string;
  timeZone: string;
  from: string;
  to: string;
  /** ISO 4217: money in other currencies stays out. */
  currency: string;
  filters: Partial<Record<ReportFilter, string>>;
  /** By name, each one of the description's, checked. */
  parameters: Readonly<Record<string, string>>;
  /** How the site counts interests; default `defaultInterestSettings`. */
  interests?: InterestSettings;
  /** Milliseconds since 1970 UTC: ages are counted from there. */
  now: number;
}

export type ReportPeriod = Pick<ReportQuestion, 'site' | 'timeZone' | 'from' | 'to'>;

export interface ReportAnswer {
  rows: ReportCell[][];
  isCut: boolean;
  tookMs: number;
}

/** A named query with what it means: the only place where a figure is defined. */
export interface NamedReport extends ReportDescription {
  /** It tells persons apart: `sql` is given who was merged. */
  isOfPersons?: true;
  /** Rows of its answer, where that is less than `reportRows`. */
  mostRows?: number | ((question: ReportQuestion) => number);
  /** Its columns in the order of the description. Values are bound by name; `site`, `timeZone`, `from`, `to`, `currency` and the filters are bound already. One SELECT without a LIMIT, which is written behind it. */
  sql(question: ReportQuestion, merges: Merges): string;
  /** What it binds besides. */
  bind?(question: ReportQuestion): Parameters;
}

/** Rows of one answer at most. */
export const reportRows = 10_000;

/** What reports ask ClickHouse. */
export interface ReportStore {
  /** Within a minute at most; when `signal` is aborted ClickHouse stops too. Throws `WarehouseError`, `too_heavy` beyond its limits. */
  report(report: NamedReport, question: ReportQuestion, signal?: AbortSignal): Promise<ReportAnswer>;
  /** Which share of the site's page views in the period is under consent. */
  reportCoverage(question: ReportPeriod, signal?: AbortSignal): Promise<ReportCoverage>;
}
