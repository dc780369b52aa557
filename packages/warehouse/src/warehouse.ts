import type { History, MeConsent, Purpose } from '@sillage/protocol';
import type { ConsentStore } from './consent-store.js';
import type { ChangeOutcome, DefinitionChange, StoredDefinition } from './definition.js';
import type { ExemptStore } from './exempt-store.js';
import type { HealthStore } from './health-store.js';
import type { InsightStore } from './insight-store.js';
import type { LifetimeStore } from './lifetime-store.js';
import type { OfferOutcomes, OfferOutcomesQuery } from './offer-outcomes.js';
import type { ProductStore } from './product-store.js';
import type { ReportStore } from './reports/report.js';
import type { SegmentStore } from './segment-store.js';
import type { PersonFacts, SessionFact } from './session-fact.js';
import type { StoredChoice, StoredPersonChange } from './stored-event.js';
import type { SubjectCounts, SubjectQuery, SubjectRow, SubjectVisitors } from './subject.js';

/** Tables that the loader fills. */
export const loadedTables = [
  'events',
  'consents',
  'persons',
  'rejected_events',
  'person_changes',
  'customer_choices',
] as const;
export type LoadedTable = (typeof loadedTables)[number];

/** Rows of one table and one partition, in order, under a token that is theirs alone. */
export interface Block {
  table: LoadedTable;
  /** `insert_deduplication_token`: the same block sent twice counts once, in every materialized view too. */
  token: string;
  /** JSONEachRow lines, each ended by a newline. */
  rows: Buffer;
}

/** Where an event would stand if it were stored. */
export interface EventPlace {
  site: string;
  visitor: string;
  id: string;
  /** Milliseconds since 1970, as in `StoredEvent.occurredAt`. */
  occurredAt: number;
}

export interface VisitorRef {
  site: string;
  visitor: string;
}

export interface Withdrawal extends VisitorRef {
  /** Bits of the purposes that are withdrawn. */
  purposeMask: number;
  /** Rows that occurred up to then are concerned. */
  at: number;
  /** So are those of every visitor that is linked to one of these customers: whose choice it was. */
  customerIds?: readonly string[];
}

export interface HistoryQuery {
  site: string;
  /** One of the two. */
  visitor?: string;
  customerId?: string;
  /** Customers who are the same person; default none. */
  mergedIds?: readonly string[];
  /** Only events that are held for it, and sessions that have one; absent: all that is held. */
  purpose?: Purpose;
  limit: number;
  cursor?: string;
}

/** A person: a customer with the visitors linked to it, or visitors alone. */
export interface PersonQuery {
  site: string;
  /** At least one. */
  visitors: readonly string[];
  customerId?: string;
  /** Customers who are the same person; default none. */
  mergedIds?: readonly string[];
  /** The session of which the caller knows by itself. */
  exceptSession?: string;
}

export interface SessionRef extends VisitorRef {
  sessionId: string;
  /** Milliseconds since 1970: not after its first event. */
  from: number;
}

/** How much there is. */
export interface StoredCounts {
  /** Rows of `events`. */
  events: number;
  /** Visitors with at least one proof of consent; an estimate within 1 % beyond some thousands. */
  visitors: number;
}

/** What is read of a site's past, newest first. */
export interface PastQuery {
  site: string;
  /** Sessions or orders at most. */
  limit: number;
  /** Milliseconds since 1970 UTC; default: all that is held. */
  since?: number;
}

/** The products that were seen or put into the cart in a session. */
export interface PastSession {
  sessionId: string;
  visitor: string;
  /** In any order; one may come twice, and then the later counts. */
  products: { productId: string; at: number; topics: string[] }[];
}

export interface PastOrder {
  orderId: string;
  visitor: string;
  at: number;
  /** Product ids of its lines. */
  products: string[];
}

/** What other nodes have to hear of persons. */
export interface PersonNews {
  changes: StoredPersonChange[];
  choices: StoredChoice[];
  /** What to ask from next: milliseconds since 1970, when ClickHouse got the last of them. */
  notedAt: { changes: number; choices: number };
}

/** ClickHouse as the rest of Sillage sees it. Every method throws `WarehouseError` when ClickHouse does not do it. */
export interface Warehouse
  extends ProductStore,
    ConsentStore,
    ExemptStore,
    ReportStore,
    HealthStore,
    InsightStore,
    SegmentStore,
    LifetimeStore {
  /** Resolves when the block is on ClickHouse's disk (`fsync_after_insert`). Sending it again changes nothing. */
  insert(block: Block): Promise<void>;
  /** Those of the ids that `events` already has. */
  findStoredEvents(places: readonly EventPlace[]): Promise<Set<string>>;
  /** Those of the orders that `orders` already has: order id → id of the event that brought it. */
  findStoredOrders(site: string, orderIds: readonly string[]): Promise<Map<string, string>>;
  /** Those of the event ids (UUIDs) of which `rejected_events` already has a row. */
  findStoredRejections(site: string, eventIds: readonly string[]): Promise<Set<string>>;
  /** Rows of these visitors go from every table and view; orders stay without their link; proofs stay. */
  erase(visitors: readonly VisitorRef[]): Promise<void>;
  /** Of these visitors, the ids of all events that a node's index of ids can have: received within five days. */
  recentEventIds(visitors: readonly VisitorRef[]): Promise<{ site: string; id: string }[]>;
  /** Those of whom anything is held that `erase` would reach. */
  heldVisitors(visitors: readonly VisitorRef[]): Promise<VisitorRef[]>;
  /** Rows held for the withdrawn purposes alone go; rows that also carry another purpose lose the withdrawn one. */
  withdraw(withdrawals: readonly Withdrawal[]): Promise<void>;
  history(query: HistoryQuery): Promise<History>;
  /** All that is held of a person for personalising, with what was refunded of their orders. */
  personFacts(query: PersonQuery): Promise<PersonFacts>;
  /** The same of one session event by event: event id → facts, so that those already known can be told apart. */
  eventFacts(session: SessionRef): Promise<Map<string, SessionFact[]>>;
  /** Latest first. */
  consentsOf(visitor: VisitorRef): Promise<MeConsent[]>;
  customerIdsOf(visitor: VisitorRef): Promise<string[]>;
  /** Every row that is held of somebody, table by table; each table whole or in error. */
  subjectRows(query: SubjectQuery): AsyncIterable<SubjectRow>;
  /** All visitors of the person of a customer, and those that are another person's now. */
  subjectVisitors(site: string, customerId: string): Promise<SubjectVisitors>;
  /** What an erasure leaves of them: orders for the accounts, proofs of their choices. */
  countKept(query: SubjectQuery): Promise<SubjectCounts>;
  /** Nothing names a customer of these ids any more, in whosever rows, nor in the trail of merges; repeated, it changes nothing. */
  forgetCustomer(site: string, customerIds: readonly string[]): Promise<void>;
  /** The trail of merges, newest first: of a site, or of one customer of it. */
  personChanges(query: { site: string; customerId?: string; limit: number }): Promise<StoredPersonChange[]>;
  /** What nodes noted of persons after that moment; oldest first, at most 10,000 of each. */
  personNews(since: PersonNews['notedAt']): Promise<PersonNews>;
  /** Sessions with products, held for personalising, of visitors who are not the shop's own people; newest first. */
  pastSessions(query: PastQuery): AsyncIterable<PastSession>;
  /** Orders, under the same conditions. */
  pastOrders(query: PastQuery): AsyncIterable<PastOrder>;
  /** Those that stand, of all sites. */
  readDefinitions(): Promise<StoredDefinition[]>;
  /** Another number whenever a definition has changed. */
  markDefinitions(): Promise<number>;
  /** Puts or deletes a definition if it is at the version that the change expects; of several nodes at once, one does. */
  changeDefinition(change: DefinitionChange): Promise<ChangeOutcome>;
  /** What became of the persons who saw an offer, and of those from whom it was withheld. */
  offerOutcomes(query: OfferOutcomesQuery): Promise<OfferOutcomes>;
  /** Over all sites. */
  countStored(): Promise<StoredCounts>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** ClickHouse refused or did not answer. */
export class WarehouseError extends Error {
  constructor(
    /** Stable: `unavailable`, `refused`, `too_heavy` (of a report), `too_old` (version), `locked` (another owner), `migration`. */
    readonly code: 'unavailable' | 'refused' | 'too_heavy' | 'too_old' | 'locked' | 'migration',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'WarehouseError';
  }
}
