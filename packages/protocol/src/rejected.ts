import type { RefusalReason } from './problem.js';

/**
 * Reasons that lie in the event itself, so that it may be taken when it is sent again. Others lie in who said it, or in what the visitor
 * chose: to send these again in the shop's name would be to vouch for them.
 */
export const replayableReasons: readonly RefusalReason[] = [
  'invalid_event',
  'unknown_type',
  'event_too_large',
  'order_incomplete',
  'too_old',
];

/** An event that was refused, as it is kept for 90 days. */
export interface RejectedEvent {
  /** Empty where the event had no id that could be read. */
  eventId: string;
  reason: string;
  /** What was wrong, for a developer. */
  detail: string;
  /** Milliseconds since 1970 UTC. */
  receivedAt: number;
  channel: string;
  sdk: string;
  /** Its JSON, cleaned of e-mail addresses and tokens; empty where consent is the reason. */
  body: string;
  /** Of how many events this tells: more than one only where nothing of them is kept. */
  events: number;
}

/** Answer of `GET /v1/rejected?reason=&from=&to=&limit=`, latest first. Further pages by the header `Sillage-Cursor`. */
export interface RejectedList {
  rejected: RejectedEvent[];
  nextCursor?: string;
}

/** Body of `POST /v1/rejected/replay`: one of the two. */
export interface ReplayRequest {
  /** One of `replayableReasons`. */
  reason?: string;
  /** Ids of events. */
  ids?: string[];
  /** Days of the site, both included; default the last 30. */
  from?: string;
  to?: string;
  /** `nextCursor` of the replay before, of the same reason or ids and days. */
  cursor?: string;
}

/** Answer of `POST /v1/rejected/replay`. Told again it changes nothing: what was taken is a duplicate. */
export interface ReplayReport {
  /** Events that were sent again. */
  sent: number;
  accepted: number;
  duplicates: number;
  /** Refused again, by reason. */
  rejected: Record<string, number>;
  /** Whose kept body is no JSON, as of one that was too large and is cut. */
  unreadable: number;
  /** Asked for by id, and not to be sent again: see `replayableReasons`. */
  notReplayable: number;
  /** There are more, or the server asked to wait: replay again, from `nextCursor` on. */
  isCut: boolean;
  /** Where the server asked to wait: how long, in seconds. */
  retryAfterSeconds?: number;
  /** Where the next replay goes on; absent where there is nothing more, or nothing was done yet. */
  nextCursor?: string;
}

/** Answer of `GET /v1/health`: how the node that answers fares, and what it took of the site. */
export interface NodeHealth {
  /** Milliseconds since 1970 UTC; the counts are since then. */
  startedAt: number;
  accepted: number;
  /** Events and orders that were known already; nothing of them is stored, so that they are counted here alone. */
  duplicates: number;
  /** How long what was acknowledged first of all that is not readable yet has waited, in milliseconds; 0: all is. */
  lagMs: number;
  /** Time of the last insert into ClickHouse, in milliseconds. */
  lastInsertMs: number;
}
