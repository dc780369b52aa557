import type { Site } from '@sillage/protocol';
import type { TokenKeys } from '@sillage/protocol/visitor-token';
import type { Warehouse } from '@sillage/warehouse';
import type { Registry } from 'prom-client';
import type { EventStore, RecordedEvent } from './event-store.js';
import type { CountedView } from './exempt/exempt-counter.js';
import type { Rate } from './limits/rate-limiter.js';
import type { Logger } from './logger.js';
import type { ProofSources } from './proofs/proof-routes.js';
import type { Reader } from './reading/reader.js';

/** What an erasure of a customer asks of the warehouse. */
export interface SubjectStore extends Pick<Warehouse, 'subjectVisitors' | 'countKept' | 'forgetCustomer'> {
  /** Resolves when all that was appended before is in ClickHouse. Throws ProblemError `warehouse_unavailable` when it takes too long. */
  whenLoaded(): Promise<void>;
}

/** What ingestion needs from the process that mounts it. */
export interface IngestOptions {
  findSite(id: string): Site | undefined;
  /** Some site has this origin: what preflights go by, and problems that arise before the site is known. */
  hasOrigin(origin: string): boolean;
  store: EventStore;
  tokenKeys: TokenKeys;
  /** Milliseconds since 1970. */
  clock(): number;
  /** Bytes of a cryptographic generator. */
  random(size: number): Uint8Array;
  /** Addresses (IP or CIDR) whose `X-Forwarded-For` and country header are believed. */
  trustedProxies: readonly string[];
  /** Header in which a trusted proxy gives the country as ISO 3166-1 alpha-2, such as `CF-IPCountry`. */
  countryHeader?: string;
  /** Requests that each may make; what is not named stays as in `defaultRates`. */
  rates?: Partial<Rates>;
  /** Without body, query, id or address in any line. */
  logger: Logger;
  registry: Registry;
  /** Reads bodies; its owner closes it. Default: in this thread. */
  reader?: Reader;
  /** Told after the events are durable and before the request is answered. */
  onAccepted?(events: readonly RecordedEvent[]): void;
  /** Told after a withdrawal of any purpose or an erasure is durable: nothing that was known of this visitor is to be used. */
  onForgotten?(site: string, visitor: string): void;
  /** Told of a page view to count, of a site in exempt mode. */
  onExemptView?(view: CountedView): void;
  /** Without it there is no `POST /v1/subjects/erase`. */
  subjects?: SubjectStore;
  /** Without them there is no `/v1/proofs/…` and no `/v1/banner-texts`. */
  proofs?: ProofSources;
  /** The process is stopping: every new request is answered 503. */
  isDraining(): boolean;
}

/** How many requests each may make; a burst may use a whole period's share at once. */
export interface Rates {
  /** All browsers of a site together. */
  site: Rate;
  /** One address: an office or a mobile carrier's gateway is one too. IPv6: one /64. */
  address: Rate;
  visitor: Rate;
  /** A site's servers, by secret key. */
  key: Rate;
  /** Keys that each limiter remembers; beyond that the least recently seen start afresh. */
  rememberedKeys: number;
}

export const defaultRates: Rates = {
  site: { requests: 300_000, periodMs: 60_000 },
  address: { requests: 1_200, periodMs: 60_000 },
  visitor: { requests: 300, periodMs: 60_000 },
  key: { requests: 60_000, periodMs: 60_000 },
  rememberedKeys: 100_000,
};
