import type { BotSign, Refusal, RefusalReason, Site } from '@sillage/protocol';
import type { Device, StoredRejection } from '@sillage/warehouse';
import type { Standing } from './consent/standing.js';
import type { JournalRecord, RecordedEvent, SessionSpan } from './event-store.js';
import type { Refused } from './reading/check-raw.js';
import type { EventHead } from './reading/read-batch.js';
import type { Services } from './services.js';

/** Who sent a batch, and from where; the same for all of its events. */
export interface Sender {
  /** `server` knows a secret key; `importer` too, and declares that its events come from elsewhere. */
  kind: 'browser' | 'server' | 'importer';
  channel: string;
  /** The customer of events that name none. */
  customerId: string;
  sdk: string;
  attempt: number;
  /** What the sender's clock lacks, by the batch as a whole; for events that don't know it themselves. */
  clockOffsetMs: number;
  device: Device;
  country: string;
  /** By what a browser was taken for a program; absent otherwise. */
  bot?: BotSign;
  isInternal: boolean;
  /** Importers: the import's own UUID, which stands where a proof would. */
  importId?: string;
  /** An import that is kept for ever, whatever the site's retention. */
  isKeptForEver: boolean;
}

/** One batch on its way through the steps, and what has come of it so far. */
export interface Intake {
  readonly services: Services;
  readonly site: Site;
  readonly sender: Sender;
  /** Of the event that is being settled. Absent without a valid token, and where a browser's next person granted nothing. */
  standing: Standing | undefined;
  /** What the sender says it holds a grant for. */
  readonly claim: readonly string[] | undefined;
  /** Another customer signed in, or one signed out: the browser goes on as `standing` says. */
  handedOver: boolean;
  /** Unix seconds: of the token that a new visitor gets. */
  tokenExpiresAt?: number;
  readonly receivedAt: number;
  /** The body: what is refused is kept as it came. */
  readonly text: string;
  /** By visitor: spans known before, and those of this batch. */
  readonly sessions: Map<string, SessionSpan[]>;
  /** By visitor: who `identify` of this batch said it is. */
  readonly identified: Map<string, string>;
  readonly seenIds: Set<string>;
  readonly seenOrders: Set<string>;
  readonly records: JournalRecord[];
  readonly accepted: RecordedEvent[];
  readonly rejected: Refusal[];
  /** By reason: what is counted of refused events that are not kept. */
  readonly counted: Map<RefusalReason, StoredRejection>;
  duplicates: number;
  /** The events as they came, once one of them was asked for. */
  raw?: readonly unknown[];
}

/** What a batch starts with. */
export type IntakeStart = Pick<Intake, 'services' | 'site' | 'sender' | 'standing' | 'claim' | 'receivedAt' | 'text'>;

export function openIntake(start: IntakeStart): Intake {
  const { services, site, sender, standing, claim, receivedAt, text } = start;
  return {
    services,
    site,
    sender,
    standing,
    claim,
    handedOver: false,
    receivedAt,
    text,
    sessions: new Map(),
    identified: new Map(),
    seenIds: new Set(),
    seenOrders: new Set(),
    records: [],
    accepted: [],
    rejected: [],
    counted: new Map(),
    duplicates: 0,
  };
}

/** An event on its way: `stored` is filled in step by step. */
export interface Draft {
  readonly index: number;
  readonly event: EventHead;
  readonly stored: RecordedEvent;
}

/** What a step says: nothing, and the event goes on; or how it ends. */
export type Verdict = Refused | 'duplicate' | undefined;

/** A step of an event that met its schema. */
export type EventStep = (draft: Draft, intake: Intake) => Verdict;
