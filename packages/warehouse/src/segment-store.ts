import type { Readable } from 'node:stream';
import type { InterestSettings, ProductIdRules, SegmentTree } from '@sillage/protocol';

/** One person: by one of its visitors, or by its customer. */
export type PersonRef = { visitor: string } | { customerId: string };

/** Whose members, and when. */
export interface SegmentQuestion {
  site: string;
  tree: SegmentTree;
  /** Milliseconds since 1970 UTC, from which ages and periods are counted. */
  now: number;
  /** How the site counts interests; default `defaultInterestSettings`. */
  interests?: InterestSettings;
  /** How the site brings ids of orders and of its catalogue together. */
  productIds?: ProductIdRules;
}

/** JSON lines of `SegmentMember`, CSV and Parquet with the same in columns. */
const memberFormats = ['jsonl', 'csv', 'parquet'] as const;
export type MemberFormat = (typeof memberFormats)[number];

/** A person of a segment. */
export interface SegmentMember {
  /** Empty where the person is not a customer. */
  customerId: string;
  /** At least one. */
  visitors: string[];
  /** Milliseconds since 1970 UTC, in CSV and Parquet a time in UTC; nothing of who never came but bought at the till. */
  firstVisitAt: number | null;
  lastVisitAt: number | null;
  /** Sessions in which they were there. */
  visits: number;
}

/** The members of a segment as a file. */
export interface MemberFile {
  /** How many there are; absent where ClickHouse did not say. */
  persons?: number;
  /** Whole or in error: a stream that can't be read to its end fails with WarehouseError `unavailable`. */
  bytes: Readable;
}

/** How many persons are in a segment, of all of whom there are facts for personalising. */
export interface SegmentSize {
  persons: number;
  of: number;
}

/** The size on one day of the site. */
export interface SegmentSizeOfDay extends SegmentSize {
  site: string;
  segment: string;
  /** ISO 8601, in the site's time zone. */
  day: string;
  /** Of the definition that was counted; 0 of a ready-made segment. */
  version: number;
  /** When it was counted: milliseconds since 1970 UTC. */
  at: number;
}

export interface SegmentSizesQuery {
  site: string;
  /** One segment; absent: all of the site. */
  segment?: string;
  /** Days, ISO 8601, both included. */
  from: string;
  to: string;
}

/** Who is in which segment. Every method throws `WarehouseError` when ClickHouse does not do it. */
export interface SegmentStore {
  /** How many persons are in a segment; the shop's own people are not. */
  countSegment(question: SegmentQuestion): Promise<number>;
  /** The same, with how many persons there are. Rejects with the reason of `signal` once it is aborted. */
  segmentSize(question: SegmentQuestion, signal?: AbortSignal): Promise<SegmentSize>;
  /** Keeps sizes by day; of two of one segment and day the one that was counted later stands. */
  noteSegmentSizes(sizes: readonly SegmentSizeOfDay[]): Promise<void>;
  /** By segment and day. */
  segmentSizes(query: SegmentSizesQuery): Promise<SegmentSizeOfDay[]>;
  /** All of its members, who came last first, as a file that is never cut short. */
  segmentMembers(question: SegmentQuestion & { format: MemberFormat }): Promise<MemberFile>;
  /** Whether a person is in it, by what is stored. */
  isInSegment(question: SegmentQuestion & { person: PersonRef }): Promise<boolean>;
}
