import type { Purpose } from '@sillage/protocol';
import type {
  EventInRow,
  ProofHead,
  StoredChoice,
  StoredConsent,
  StoredPerson,
  StoredPersonChange,
  StoredRejection,
} from '@sillage/warehouse';

/** An event as the journal takes it: the columns that its row begins with, what is known by it, and the row's tail. */
export interface RecordedEvent extends EventInRow {
  id: string;
  /** Of a purchase. */
  orderId: string | undefined;
  /** The session came with the event (an import): it is no session of this node. */
  hasOwnSession: boolean;
}

/** What the journal holds, in the order in which it happened. */
export type JournalRecord =
  | {
      kind: 'event';
      stored: RecordedEvent;
      /** May be in ClickHouse already though this node doesn't know it: looked up before it is loaded. */
      isSuspect: boolean;
    }
  | { kind: 'consent'; consent: StoredConsent }
  | { kind: 'person'; person: StoredPerson }
  | {
      kind: 'rejection';
      rejection: StoredRejection;
      /** ClickHouse may have it already, of an earlier run of the same import or a server's first try: looked up before it is loaded. */
      isSuspect?: boolean;
    }
  | { kind: 'erasure'; site: string; visitor: string; at: number }
  | { kind: 'newcomer'; site: string; visitor: string; at: number }
  | { kind: 'pause'; site: string; visitor: string; isPaused: boolean; at: number }
  | {
      kind: 'withdrawal';
      site: string;
      visitor: string;
      purposes: readonly Purpose[];
      at: number;
      /** Of a customer's choice: all ids of their person, whose other devices it is of too. */
      customerIds?: readonly string[];
    }
  | ({ kind: 'change'; change: StoredPersonChange } & Heard)
  | ({ kind: 'choice'; choice: StoredChoice } & Heard);

/** Another node told it: ClickHouse has it. */
interface Heard {
  isHeard?: boolean;
}

export interface SessionSpan {
  id: string;
  startedAt: number;
  endedAt: number;
}

export interface VisitorConsent {
  proofId: string;
  purposes: readonly Purpose[];
  /** Milliseconds since 1970: start of the current consent epoch, by purpose. */
  grantedAt: Partial<Record<Purpose, number>>;
  expiresAt: number;
  policyVersion: string;
  /** Milliseconds since 1970; absent of what an older version wrote. */
  decidedAt?: number;
  /** See `VisitorToken`. */
  isUnderGpc?: boolean;
}

/** What a customer said of a purpose, on the device on which they said it. */
export interface CustomerChoice {
  isGranted: boolean;
  decidedAt: number;
  expiresAt: number;
  policyVersion: string;
  proofId: string;
}

/** What this node knows of a customer: a fold over the journal's records. */
export interface CustomerState {
  /** The last of each purpose. */
  choices: Partial<Record<Purpose, CustomerChoice>>;
  /** Events of any of their devices that occurred up to then are refused. */
  withdrawnAt: Partial<Record<Purpose, number>>;
  /** Linked to them now, the newest last; the newest 100. */
  visitors: readonly string[];
  /** The customer into whom they were merged. */
  mergedInto?: string;
  /** The last change of `mergedInto`: of two the later counts. */
  changed?: { at: number; id: string };
  /** Customers who were merged into them. */
  merged: readonly string[];
}

/** What this node knows of a visitor: a fold over the journal's records. */
export interface VisitorState {
  /** The last few, oldest first. */
  sessions: readonly SessionSpan[];
  consent?: VisitorConsent;
  /** Withdrawn or erased: events that occurred up to then are refused. */
  withdrawnAt?: Partial<Record<Purpose, number>>;
  erasedAt?: number;
  /** Nothing is recorded and nothing personalised since then, until resumed; absent where it is not paused. */
  pausedAt?: number;
  /** From `identify`. */
  customerId?: string;
  /** When that was: milliseconds since 1970. */
  linkedAt?: number;
  /** Milliseconds since 1970: it began then, in a browser where another customer had been; nothing from before is its. */
  newSince?: number;
}

/** What a node knows of the proofs that it wrote, by which their chains in ClickHouse are checked. */
export interface ProofLedger {
  /** The last proof of each chain of the site that this node wrote; of the latest chain last. */
  proofHeads(site: string): readonly ProofHead[];
  /** True when everything appended so far is in ClickHouse; false where that takes longer. */
  loaded(timeoutMs: number): Promise<boolean>;
}

/**
 * The durable side of ingestion: what is known, and the one way to make more known. Reads see every append that
 * was called before them, durable or not; an append that fails is as if it had never been.
 */
export interface EventStore {
  isKnownEvent(site: string, id: string): boolean;
  /** The id of the event that brought this order. */
  findOrder(site: string, orderId: string): string | undefined;
  findVisitor(site: string, visitor: string): VisitorState | undefined;
  findCustomer(site: string, customerId: string): CustomerState | undefined;
  /**
   * All records or none, in order. Resolves when they are on disk.
   * Rejects with ProblemError `journal_full` or `journal_failed`.
   */
  append(records: readonly JournalRecord[]): Promise<void>;
  /** Resolves when everything appended so far is on disk: what the answer to a duplicate waits for. */
  flushed(): Promise<void>;
}
