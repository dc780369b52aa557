import { type EventType, limits } from '@sillage/protocol';
import type { SightedProduct } from '@sillage/warehouse';
import type { TextCleaner } from '../clean/text-cleaner.js';
import { parseJson } from '../request/body.js';
import type { Refused } from './check-raw.js';
import { type Envelope, readEnvelope } from './read-envelope.js';
import { type EventReading, readEvent } from './read-event.js';
import type { TailBuffer } from './tail-buffer.js';

/** A body to read. */
export interface ReadJob {
  text: string;
  /** The request carries a secret key, whether or not it is a good one: its events are read as a server's. */
  isKeyed: boolean;
}

/** An event that met its schema: what settles it, while all else stands in its row's tail already. */
export interface EventHead {
  id: string;
  type: EventType;
  /** As the sender said; 0 where `isUntimed`. */
  occurredAt: number;
  clockOffsetMs: number;
  tab: string;
  sequence: number;
  /** Where its row's tail ends in `ReadBatch.tails`; it begins where the one before it ends. */
  tailEnd: number;
  /** A server's event without a time: it happens when it is received. */
  isUntimed?: true;
  /** Its id was derived, not said. */
  isUnnamed?: true;
  /** A custom event named `signed_out`. */
  isSignOut?: true;
  customerId?: string;
  /** Imports only. */
  sessionId?: string;
  /** Imports only. */
  visitorId?: string;
  /** Of a purchase. */
  orderId?: string;
  /** Of a product view and a `cart_add`. */
  product?: SightedProduct;
  /** Of an `identify`. */
  expiresAt?: number;
  /** Of an `identify`. */
  signature?: string;
}

/** An event that did not meet its schema, as far as it is known. */
export interface UnreadableEvent {
  refused: Refused;
  id?: string;
  type?: EventType;
}

export type ReadEvent = EventHead | UnreadableEvent;

/** What was read of a body. */
export interface BatchRead {
  envelope: Envelope;
  events: ReadEvent[];
  /** Where its first tail begins. */
  tailStart: number;
}

/** A batch that was read, with the tails of its rows. */
export interface ReadBatch extends BatchRead {
  tails: Uint8Array;
}

/** What reading works with. */
export interface Reading {
  /** Query parameters that a site keeps; undefined where there is no such site. */
  findAllowList(site: string): readonly string[] | undefined;
  cleaner: TextCleaner;
  /** Takes the tails. */
  tails: TailBuffer;
}

/**
 * All that can be told of a batch without knowing more than its body and the site's rules: it is pure, and done in any
 * thread. Throws `malformed_body` and `invalid_batch`. Of a site that is unknown no event is read.
 */
export function readBatch({ text, isKeyed }: ReadJob, { findAllowList, cleaner, tails }: Reading): BatchRead {
  const { events, ...envelope } = readEnvelope(parseJson(text));
  const tailStart = tails.length;
  const allowList = findAllowList(envelope.site);
  if (!allowList) return { envelope, events: [], tailStart };
  const reading: EventReading = {
    site: envelope.site,
    sender: !isKeyed ? 'browser' : envelope.import ? 'importer' : 'server',
    channel: channelOf(envelope, isKeyed),
    // a UTF-16 unit is at most 3 bytes of UTF-8
    isSmall: text.length * 3 <= limits.eventBytes,
    allowList,
    cleaner,
    tails,
  };
  return { envelope, events: events.map((raw) => readEvent(raw, reading)), tailStart };
}

/** Browsers are always `web`, whatever they say. */
export function channelOf({ channel, import: imported }: Envelope, isServer: boolean): string {
  return isServer ? (channel ?? (imported ? 'import' : 'server')) : 'web';
}
