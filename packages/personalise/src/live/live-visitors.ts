import { timeOfUuidv7 } from '@sillage/protocol';
import type { PersonFacts, PersonQuery, SessionFact, Warehouse } from '@sillage/warehouse';
import { LRUCache } from 'lru-cache';
import { type AcceptedEvent, LiveVisit } from './live-visit.js';

/** Who is asked about. */
export interface LiveSubject {
  site: string;
  visitor: string;
  /** Other visitors of the same person that ClickHouse has no link for: the customer's own. */
  others: readonly string[];
  customerId: string | undefined;
  /** Customers who are the same person. */
  mergedIds?: readonly string[];
  /** Personalisation was withdrawn then, and granted again since: what was before does not count. */
  withdrawnAt: number | undefined;
}

export interface LiveVisitorsOptions {
  warehouse: Pick<Warehouse, 'personFacts' | 'eventFacts'>;
  /** Everything received up to then is in ClickHouse: milliseconds since 1970. */
  loadedUpTo(): number;
  clock(): number;
  /** Facts of all visits together; beyond that the visits asked for least recently are forgotten. Default 200,000. */
  mostFacts?: number;
}

interface Entry {
  visit: LiveVisit;
}

/** The past is read again after so long, for a person may be on another device too. */
const pastAgeMs = 600_000;

/**
 * Visitors who are on their visit: what they do now is in this process, their past is read from ClickHouse once a visit.
 * An answer counts every event that this node accepted before it, and none twice: past and visit are told apart by session,
 * and in a session that was begun elsewhere (another node, before a restart, forgotten here) by event.
 */
export class LiveVisitors {
  readonly #options: LiveVisitorsOptions;
  readonly #visits: LRUCache<string, Entry>;

  constructor(options: LiveVisitorsOptions) {
    this.#options = options;
    this.#visits = new LRUCache({ maxSize: options.mostFacts ?? 200_000, sizeCalculation: ({ visit }) => visit.size });
  }

  /** Takes what was accepted for personalising; in the order of acceptance. A batch is mostly one visitor's. */
  accept(events: readonly AcceptedEvent[]): void {
    let key = '';
    let visit: LiveVisit | undefined;
    for (const event of events) {
      const next = toKey(event);
      if (next !== key) {
        this.#keep(key, visit);
        visit = this.#visits.get(next)?.visit;
        key = next;
      }
      visit = take(visit, event);
    }
    this.#keep(key, visit);
  }

  /** Visits that are remembered. */
  get count(): number {
    return this.#visits.size;
  }

  /** Facts that are remembered, the unit of `mostFacts`. */
  get facts(): number {
    return this.#visits.calculatedSize;
  }

  /** Throws `WarehouseError` when the past must be read and ClickHouse does not answer. */
  async find(subject: LiveSubject): Promise<LiveVisit> {
    const key = toKey(subject);
    let visit = this.#visits.get(key)?.visit;
    if (visit === undefined || (subject.withdrawnAt !== undefined && visit.openedAt <= subject.withdrawnAt)) {
      visit = new LiveVisit(undefined, this.#options.clock());
      this.#keep(key, visit);
    }
    if (this.#isStale(visit, subject)) {
      visit.reading ??= this.#read(visit, subject);
      await visit.reading;
      if (this.#visits.peek(key)?.visit === visit) this.#keep(key, visit);
    }
    return visit;
  }

  forget(site: string, visitor: string): void {
    this.#visits.delete(toKey({ site, visitor }));
  }

  /** When ClickHouse has carried an erasure out: others of the same person, who read the visitor's past as theirs, read again. */
  forgetErased(site: string, visitor: string): void {
    this.forget(site, visitor);
    const hasRead = ([key, { visit }]: [string, Entry]) =>
      key.startsWith(`${site} `) && visit.past?.person.facts.some((fact) => fact.visitor === visitor);
    for (const [key, { visit }] of [...this.#visits.entries()].filter(hasRead)) {
      visit.past = undefined;
      visit.changed();
      this.#keep(key, visit);
    }
  }

  /** Also tells the cache how large the visit is now: it weighs an entry anew only when it is another one. */
  #keep(key: string, visit: LiveVisit | undefined): void {
    if (visit) this.#visits.set(key, { visit });
  }

  #isStale({ past, strayAt, isWhole, openedAt, sessionId }: LiveVisit, subject: LiveSubject): boolean {
    if (past === undefined || past.personKey !== toPersonKey(subject)) return true;
    if (this.#options.clock() - past.readAt > pastAgeMs) return true;
    // what was accepted before this visit was known, and is known no more, must be in ClickHouse first
    const settledAt = isWhole && sessionId !== undefined ? strayAt : Math.max(strayAt, openedAt);
    return past.loadedUpTo < settledAt;
  }

  async #read(visit: LiveVisit, subject: LiveSubject): Promise<void> {
    const { warehouse, loadedUpTo, clock } = this.#options;
    const { site, visitor, others, customerId, mergedIds = [], withdrawnAt } = subject;
    const { sessionId } = visit;
    const [readAt, upTo] = [clock(), loadedUpTo()];
    try {
      const query: PersonQuery = {
        site,
        visitors: [visitor, ...others],
        ...(customerId === undefined ? {} : { customerId, mergedIds }),
        ...(sessionId === undefined ? {} : { exceptSession: sessionId }),
      };
      const [person, stored] = await Promise.all([
        warehouse.personFacts(query),
        sessionId === undefined || visit.isWhole
          ? undefined
          : warehouse.eventFacts({ site, visitor, sessionId, from: timeOfUuidv7(sessionId) - 24 * 3_600_000 }),
      ]);
      visit.past = { person: since(person, withdrawnAt), personKey: toPersonKey(subject), readAt, loadedUpTo: upTo };
      visit.stored = stored && sinceById(stored, withdrawnAt);
      visit.changed();
    } finally {
      visit.reading = undefined;
    }
  }
}

/** The visit that the event belongs to, or after which it is heard of. */
function take(known: LiveVisit | undefined, event: AcceptedEvent): LiveVisit | undefined {
  if (event.hasOwnSession) {
    if (known) known.strayAt = event.receivedAt;
    return known;
  }
  const visit = known === undefined || isNext(known, event) ? new LiveVisit(event, event.receivedAt, known) : known;
  if (visit.sessionId === event.sessionId) visit.add(event);
  else visit.strayAt = event.receivedAt;
  return visit;
}

/** The visitor's next session, not a late event of an earlier one. */
function isNext(visit: LiveVisit, event: AcceptedEvent): boolean {
  if (visit.sessionId === event.sessionId) return false;
  if (visit.sessionId === undefined) return true;
  return timeOfUuidv7(event.sessionId) > timeOfUuidv7(visit.sessionId);
}

/** ClickHouse may not have carried out a withdrawal yet that this node knows of. */
function since(person: PersonFacts, withdrawnAt: number | undefined): PersonFacts {
  if (withdrawnAt === undefined) return person;
  return { ...person, facts: person.facts.filter((fact) => fact.firstAt > withdrawnAt) };
}

function sinceById(stored: Map<string, SessionFact[]>, withdrawnAt: number | undefined): Map<string, SessionFact[]> {
  if (withdrawnAt === undefined) return stored;
  return new Map([...stored].filter(([, facts]) => facts.every((fact) => fact.firstAt > withdrawnAt)));
}

/** Another one when the person's customers are others: after an identify, a merge, and the end of one. */
function toPersonKey({ customerId = '', mergedIds = [] }: LiveSubject): string {
  return [customerId, ...mergedIds].join('\n');
}

function toKey({ site, visitor }: { site: string; visitor: string }): string {
  return `${site} ${visitor}`;
}
