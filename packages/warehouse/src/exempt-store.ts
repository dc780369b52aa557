import type { ExemptDimension, ExemptGroup, ExemptRow } from '@sillage/protocol';

/** So many page views of one hour have this value. */
export interface ExemptCount {
  site: string;
  /** Milliseconds since 1970 UTC at which the hour begins. */
  hour: number;
  dimension: ExemptDimension;
  value: string;
  views: number;
}

export interface ExemptQuery {
  site: string;
  /** IANA name. */
  timeZone: string;
  /** Days in that zone, ISO 8601, both included. */
  from: string;
  to: string;
  by: ExemptGroup;
  /** Values with fewer views are told together, hours and days aside. */
  least: number;
  /** Rows at most; what comes after is told with the few. */
  limit: number;
}

export interface ExemptAnswer {
  rows: ExemptRow[];
  few: { values: number; views: number };
}

/** Page views of the exempt mode: sums, in which nobody can be found. */
export interface ExemptStore {
  /** The same token twice counts once. Resolves when the counts are on ClickHouse's disk. */
  addExemptCounts(token: string, counts: readonly ExemptCount[]): Promise<void>;
  exemptViews(query: ExemptQuery): Promise<ExemptAnswer>;
}
