import type { Basis, Purpose, SillageEvent } from '@sillage/protocol';

/** Device classes, by the user agent; the user agent itself is not kept. */
export const devices = ['desktop', 'mobile', 'tablet', 'other'] as const;
export type Device = (typeof devices)[number];

/** What a row of `events` begins with: what the server adds, and where the event happened. */
export interface EventColumns {
  site: string;
  /** UUID. A server event without a visitor has the customer's own (derived from site and customer id). */
  visitor: string;
  sessionId: string;
  /** Milliseconds since 1970 by the server's clock: the event's own time and `clockOffsetMs`, clamped. */
  occurredAt: number;
  receivedAt: number;
  /** As in the event itself. */
  tab: string;
  /** As in the event itself. */
  clockOffsetMs: number;
  /** `web`, or what the server's sender said. */
  channel: string;
  device: Device;
  /** ISO 3166-1 alpha-2 where the proxy gives it, else empty. */
  country: string;
  isBot: boolean;
  isInternal: boolean;
  purposes: readonly Purpose[];
  basis: Basis;
  /** UUID of the proof, or of the import; the nil UUID for `contract`. */
  proofId: string;
  /** Empty where none is known; of an `identify`, the customer that it names. */
  customerId: string;
  /** Days after which the row may go; 0 keeps it for ever. */
  retentionDays: number;
}

/** An event with all that the server adds: what becomes one row of `events`. */
export interface StoredEvent extends Omit<EventColumns, 'tab' | 'clockOffsetMs'> {
  event: SillageEvent;
}

/** Where a proof stands in its chain (decisions/0107). */
export interface ProofLink {
  /** UUID: a node keeps one chain for each site. */
  chain: string;
  /** From 1. */
  number: number;
  /** Hash of the proof before it; 64 zeros of the first. */
  previousHash: string;
  /** Hex SHA-256 of the proof's canonical form: see `canonicalProof`. */
  hash: string;
}

/** A row of `consents`: append-only. */
export interface StoredConsent {
  proofId: string;
  site: string;
  visitor: string;
  /** Purpose → state after this decision. */
  states: Record<Purpose, 'unknown' | 'granted' | 'denied' | 'withdrawn'>;
  decidedAt: number;
  expiresAt: number;
  policyVersion: string;
  bannerTextHash: string;
  language: string;
  sourceName: string;
  sourceVersion: string;
  sourceConsentId: string;
  gpc: boolean;
  sdk: string;
  /** Given by the event store when it is appended. */
  link?: ProofLink;
}

/** A row of `persons`: a visitor tied to a customer. */
export interface StoredPerson {
  site: string;
  visitor: string;
  customerId: string;
  /** `key` (the shop's server said so) or `signature` (the shop signed it for the browser). */
  proof: 'key' | 'signature';
  linkedAt: number;
}

/** A row of `person_changes`: one customer counts to another's person from then on, or no more. */
export interface StoredPersonChange {
  /** UUID. */
  changeId: string;
  site: string;
  customerId: string;
  /** Whose person it counts to; empty where a merge is taken back. */
  intoCustomerId: string;
  /** Milliseconds since 1970. */
  changedAt: number;
  /** Who said so, as the shop names its people and programs. */
  changedBy: string;
  reason: string;
}

/** A row of `customer_choices`: what a customer chose, on a device where they are signed in. */
export interface StoredChoice {
  site: string;
  customerId: string;
  proofId: string;
  /** `unknown` says nothing of a purpose. */
  states: StoredConsent['states'];
  decidedAt: number;
  expiresAt: number;
  policyVersion: string;
}

/** A row of `rejected_events`. */
export interface StoredRejection {
  site: string;
  receivedAt: number;
  reason: string;
  detail: string;
  channel: string;
  sdk: string;
  /** Whose it was; the nil UUID where that is not known, or where consent is the reason. */
  visitor: string;
  /** The event's id where readable, else empty. */
  eventId: string;
  /** The event's JSON, so that it can be replayed; empty where consent is the reason. */
  body: string;
  /** Of how many events this tells: more than one only where nothing of them is kept. */
  events: number;
}
