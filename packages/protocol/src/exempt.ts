/** Body of `POST /v1/exempt`: one page view of somebody of whom nothing else is told. */
export interface ExemptView {
  site: string;
  /** Without query and fragment. */
  path: string;
  /** Host only; absent where there is none, or it is the shop's own. */
  referrerHost?: string;
}

/** By what page views of the exempt mode are counted: each alone, never two together. */
export const exemptDimensions = ['path', 'referrer', 'device'] as const;
export type ExemptDimension = (typeof exemptDimensions)[number];

/** How a report may group them. */
export const exemptGroups = [...exemptDimensions, 'hour', 'day'] as const;
export type ExemptGroup = (typeof exemptGroups)[number];

/** Values with fewer page views in a report are told as one. */
export const leastExemptViews = 5;

/** Reply of `GET /v1/reports/exempt`. */
export interface ExemptReport {
  site: string;
  /** IANA name, in which days and hours are. */
  timeZone: string;
  /** Days, ISO 8601, both included. */
  from: string;
  to: string;
  by: ExemptGroup;
  /** Page views of the period: those of `rows` and of `few` together. */
  views: number;
  /** Most views first; hours and days in their order. `value` is empty for a view without a referrer. */
  rows: ExemptRow[];
  /** Values with fewer than `leastExemptViews`, together; 0 of both for hours and days. */
  few: { values: number; views: number };
}

export interface ExemptRow {
  value: string;
  views: number;
}
