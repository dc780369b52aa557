import type { Report, ReportDescription } from './report.js';
import type { SegmentLanguage } from './segment-words.js';

/** `POST /v1/segments/count` */
export interface SegmentCount {
  persons: number;
  /** Everybody of whom something is held for personalising. */
  of: number;
  purpose: 'personalisation';
  /** When it was counted: milliseconds since 1970 UTC. */
  at: number;
  sentences: Record<SegmentLanguage, string>;
}

/** `GET /v1/segments/<id>/sizes`: days of the site. */
export interface SegmentSizes {
  segment: string;
  timeZone: string;
  from: string;
  to: string;
  sizes: { day: string; persons: number; of: number; version: number; at: number }[];
}

/** `GET /v1/segments/sizes`: the last that was counted in the period of each segment that was. */
export interface LatestSizes {
  timeZone: string;
  from: string;
  to: string;
  latest: ({ segment: string } & SegmentSizes['sizes'][number])[];
}

/** `GET /v1/segments/<id>/worth`: a row of the segment and one of everybody, with what the columns mean. */
export type SegmentWorth = Report & Pick<ReportDescription, 'title' | 'definition' | 'empty'>;

/** Segments of one comparison at most. */
export const mostOverlapping = 8;

/** `GET /v1/segments/overlap?ids=…`: each person once. */
export interface SegmentOverlap {
  at: number;
  of: number;
  /** Persons who are in at least one of them. */
  inAny: number;
  segments: { segment: string; persons: number }[];
  /** Of each two of them, who is in both. */
  pairs: { segments: [string, string]; persons: number }[];
}

/** What a condition can be asked of. */
export const valueFacts = ['topic', 'brand', 'product', 'country', 'device', 'channel'] as const;
export type ValueFact = (typeof valueFacts)[number];

/** `GET /v1/segments/values?fact=…`: most frequent first. */
export interface FactValues {
  fact: ValueFact;
  values: FactValue[];
  /** When they were read: milliseconds since 1970 UTC. */
  computedAt: number;
}

export interface FactValue {
  value: string;
  /** Of a product, by the catalogue. */
  name?: string;
  /** Facts of visits that have it. */
  times: number;
}
