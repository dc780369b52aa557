import type { Permission } from './account.js';
import type { Language } from './slot.js';

/** What a cell of a report is in; a share is between 0 and 1, money in minor units of the report's currency, a time in milliseconds since 1970 UTC. */
export const reportUnits = ['text', 'id', 'count', 'number', 'money', 'share', 'durationMs', 'day', 'time'] as const;
export type ReportUnit = (typeof reportUnits)[number];

export type ReportText = Record<Language, string>;

export interface ReportColumn {
  name: string;
  unit: ReportUnit;
  title: ReportText;
  /** How the figure is made, in words; absent where the title says it all. */
  definition?: ReportText;
}

/** What a report can be asked for besides its period. */
export const reportFilters = ['channel', 'device', 'country', 'source'] as const;
export type ReportFilter = (typeof reportFilters)[number];

/**
 * Of whom or what a report tells: who agreed to measuring, of whom `coverage` says the share; who agreed to personalising; all
 * orders, whoever told them; all orders, and visits of who agreed to measuring; all that was received, or refused; all choices of
 * which there is a proof.
 */
export const reportCovers = ['measured', 'personalised', 'orders', 'ordersAndVisits', 'received', 'choices'] as const;
export type ReportCover = (typeof reportCovers)[number];

/** A report as a shop's people read of it before they ask for it. */
export interface ReportDescription {
  /** A slug: the path behind `/v1/reports/`. */
  name: string;
  title: ReportText;
  /** What it counts, of whom, and what it leaves out. */
  definition: ReportText;
  columns: readonly ReportColumn[];
  /** Default `measured`. */
  covers?: ReportCover;
  filters: readonly ReportFilter[];
  /** Other values that it is asked with, by name. */
  parameters: readonly ReportParameter[];
  /** What brings figures where there are none. */
  empty: ReportText;
  /** What somebody must be allowed to read it, where `reports:read` is not enough: it tells of single visitors. */
  needs?: Permission;
}

/** Reply of `GET /v1/reports`. */
export interface ReportList {
  reports: ReportDescription[];
}

export interface ReportParameter {
  name: string;
  title: ReportText;
  /** One of these; absent: text of at most 256 characters. */
  values?: readonly string[];
  /** Absent: it must be given. */
  default?: string;
}

export type ReportCell = string | number | null;

/** Which share of the visits stands in the figures. */
export interface ReportCoverage {
  /** Page views under consent. */
  measuredViews: number;
  /** Page views that are only counted (exempt mode); null where the site does not count them, and the share is not known. */
  exemptViews: number | null;
}

/** `GET /v1/reports/{name}` */
export interface Report {
  name: string;
  site: string;
  /** IANA name: days begin at its midnight. */
  timeZone: string;
  /** Days of the site, both included. */
  from: string;
  to: string;
  /** ISO 4217: of all money in it. */
  currency: string;
  columns: readonly ReportColumn[];
  rows: ReportCell[][];
  /** More rows than an answer may have were left out. */
  isCut: boolean;
  /** The same of another period, where it was asked for. */
  compared?: { from: string; to: string; rows: ReportCell[][] };
  coverage: ReportCoverage;
  /** When ClickHouse was asked: milliseconds since 1970 UTC. */
  computedAt: number;
  /** How long that took. */
  tookMs: number;
}

/** The days before of the same number, or the same days a year ago. */
export const reportComparisons = ['previous', 'year'] as const;
export type ReportComparison = (typeof reportComparisons)[number];
