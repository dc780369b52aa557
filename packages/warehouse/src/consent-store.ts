import type { ProofLink, StoredConsent } from './stored-event.js';

export interface ProofQuery {
  site: string;
  /** Only theirs; absent: of all visitors. */
  visitors?: readonly string[];
  /** Milliseconds since 1970 UTC, decided from then on, and before then. */
  from?: number;
  to?: number;
}

/** A text that a banner showed. */
export interface BannerText {
  /** Hex SHA-256 of its canonical form, by which proofs refer to it. */
  hash: string;
  /** BCP 47. */
  language: string;
  /** In canonical form. */
  text: string;
  /** Milliseconds since 1970 UTC. */
  addedAt: number;
}

export interface ConsentCountsQuery {
  site: string;
  /** Days of the site, ISO 8601, both included. */
  from: string;
  to: string;
  /** IANA name, by which days begin. */
  timeZone: string;
  /** What is counted apart. */
  by: ConsentGrouping;
}

/** By day; by the banner or call that asked, and its version; by the page where it was granted. */
export const consentGroupings = ['day', 'source', 'page'] as const;
export type ConsentGrouping = (typeof consentGroupings)[number];

/** Decisions that a proof was written of. */
export interface ConsentCounts {
  /** Of `day` and `source`. */
  day?: string;
  sourceName?: string;
  sourceVersion?: string;
  /** Of `page`: empty where it is not known. */
  path?: string;
  /** All purposes granted. */
  grants: number;
  /** Some purposes granted, none of them withdrawn by it. */
  partialGrants: number;
  /** Nothing is granted any more. */
  withdrawals: number;
  /** Something was withdrawn, something is still granted. */
  partialWithdrawals: number;
  /** Of grants, whole or partial: the first of their visitor. */
  firstGrants: number;
  /** Who decided; an estimate within 1 % beyond some thousands. */
  visitors: number;
}

/** Proofs of consent and what they refer to. Every method throws `WarehouseError` when ClickHouse does not do it. */
export interface ConsentStore {
  /** By chain, and within it by number. Of those from before there were chains the link's number is 0, and they come first. */
  proofs(query: ProofQuery): AsyncIterable<StoredConsent & { link: ProofLink }>;
  /** Resolves when it is on disk; a text that is known stays as it is. */
  putBannerText(site: string, text: BannerText): Promise<void>;
  /** By language, then the latest first. */
  bannerTexts(site: string): Promise<BannerText[]>;
  consentCounts(query: ConsentCountsQuery): Promise<ConsentCounts[]>;
}
