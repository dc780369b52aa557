import { sessionIdleMs, timeOfUuidv7 } from '@sillage/protocol';
import {
  type EventInRow,
  type FactSums,
  type PersonFacts,
  readFactColumns,
  type SessionFact,
  sumFact,
  toFacts,
} from '@sillage/warehouse';

/** An event that was accepted for personalising, of a person, a moment ago: durable, and perhaps not in ClickHouse yet. */
export interface AcceptedEvent extends EventInRow {
  id: string;
  /** It brought its session along (an import): it is no part of a visit that is under way. */
  hasOwnSession: boolean;
}

/** Events that wait to be read at most: memory is bounded. */
const mostPending = 64;

/** The same before anybody asks for the visitor, which may never be. */
const mostUnasked = 16;

/** Scores fall by less than a thousandth in that time. */
const toldAgeMs = 60_000;

/** What ClickHouse said of a visitor's past, and up to when it had loaded what was received. */
interface Past {
  person: PersonFacts;
  /** As which person it was read. */
  personKey: string;
  readAt: number;
  loadedUpTo: number;
}

/** A visitor on their visit: the session that is under way, event by event, and what was before it. */
export class LiveVisit {
  readonly sessionId: string | undefined;
  /** All of the session is here, from its first event on: nothing of it is to be read elsewhere. */
  isWhole: boolean;
  /** From then on all that was accepted is here: milliseconds since 1970. */
  openedAt: number;
  /** When the visitor's newest event of another session was received: it belongs to the past. */
  strayAt = 0;
  past: Past | undefined;
  /** Of a session that began elsewhere: what ClickHouse has of it, by event id. */
  stored: Map<string, SessionFact[]> | undefined;
  reading: Promise<void> | undefined;
  readonly #sums: FactSums = new Map();
  readonly #ids = new Set<string>();
  #pending: AcceptedEvent[] = [];
  #lastAt = 0;
  #version = 0;
  #told: { version: number; of: unknown; at: number; value: unknown } | undefined;

  /** A visit without an event has no session yet. */
  constructor(first: AcceptedEvent | undefined, openedAt: number, before?: LiveVisit) {
    this.sessionId = first?.sessionId;
    this.isWhole = first === undefined || timeOfUuidv7(first.sessionId) === first.occurredAt;
    this.openedAt = openedAt;
    if (before === undefined) return;
    // what was accepted before may not be in ClickHouse yet
    this.strayAt = before.sessionId === undefined ? before.openedAt : openedAt;
    // somebody asked before the visit's first event came: what they were told of the past still holds
    if (before.sessionId === undefined && this.isWhole) this.past = before.past;
  }

  /** The session that goes on at `now`; none when the visitor was idle for so long that what comes next begins another. */
  sessionAt(now: number): string | undefined {
    return now - this.#lastAt <= sessionIdleMs ? this.sessionId : undefined;
  }

  add(event: AcceptedEvent): void {
    this.#lastAt = Math.max(this.#lastAt, event.occurredAt);
    this.#pending.push(event);
    this.#version += 1;
    if (this.past === undefined) {
      if (this.#pending.length > mostUnasked) this.#forgetPending(event.receivedAt);
    } else if (this.#pending.length > mostPending) this.#readPending();
  }

  /** What `read` makes of the facts and of `of`: made again when either changed, or it is a minute old. One `read` a visit. */
  tell<T>(read: (person: PersonFacts) => T, { now, of }: { now: number; of: unknown }): T {
    const told = this.#told;
    if (told?.version === this.#version && told.of === of && now - told.at <= toldAgeMs) return told.value as T;
    const value = read(this.facts());
    this.#told = { version: this.#version, of, at: now, value };
    return value;
  }

  /** ClickHouse was asked again. */
  changed(): void {
    this.#version += 1;
  }

  /** Roughly, in facts. */
  get size(): number {
    return (
      1 + this.#sums.size + this.#pending.length + (this.past?.person.facts.length ?? 0) + (this.stored?.size ?? 0)
    );
  }

  /** All that is known now. */
  facts(): PersonFacts {
    this.#readPending();
    const live: FactSums = new Map();
    for (const [id, facts] of this.stored ?? []) {
      if (!this.#ids.has(id)) for (const fact of facts) sumFact(live, fact);
    }
    for (const fact of this.#sums.values()) sumFact(live, fact);
    return {
      facts: [...(this.past?.person.facts ?? []), ...live.values()],
      refunds: this.past?.person.refunds ?? [],
    };
  }

  /** Nobody asked so far: whoever does finds it in ClickHouse, for less than reading it all along would have cost. */
  #forgetPending(now: number): void {
    this.#pending = [];
    this.isWhole = false;
    this.openedAt = now;
  }

  #readPending(): void {
    for (const event of this.#pending) {
      if (!this.isWhole) this.#ids.add(event.id);
      for (const fact of toFacts(readFactColumns(event))) sumFact(this.#sums, fact);
    }
    this.#pending = [];
  }
}
