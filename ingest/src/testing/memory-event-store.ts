import type { ProblemError } from '@sillage/protocol';
import type { CustomerState, EventStore, JournalRecord, VisitorState } from '../event-store.js';
import { fold, type Known } from '../node-state/fold.js';
import { toFact } from '../record-codec.js';

/** An event store without a disk, by the same fold; for tests of what stands in front of the store. */
export class MemoryEventStore implements EventStore {
  /** All that was appended, in order. */
  readonly records: JournalRecord[] = [];
  /** The problem with which appends fail, while there is one. */
  failure: ProblemError | undefined;
  /** How often `flushed` was waited for. */
  flushes = 0;
  readonly #events = new Set<string>();
  readonly #orders = new Map<string, string>();
  readonly #visitors = new Map<string, VisitorState>();
  readonly #customers = new Map<string, CustomerState>();
  readonly #known: Known = {
    findOrder: (site, orderId) => this.findOrder(site, orderId),
    findVisitor: (site, visitor) => this.findVisitor(site, visitor),
    findCustomer: (site, customerId) => this.findCustomer(site, customerId),
    putCustomer: (site, customerId, state) => this.#customers.set(`${site}\n${customerId}`, state),
    putEvent: (site, id) => this.#events.add(`${site}\n${id}`),
    putOrder: (site, orderId, eventId) => this.#orders.set(`${site}\n${orderId}`, eventId),
    putVisitor: (site, visitor, state) => this.#visitors.set(`${site}\n${visitor}`, state),
    putProofHead: () => undefined,
  };

  isKnownEvent(site: string, id: string): boolean {
    return this.#events.has(`${site}\n${id}`);
  }

  findOrder(site: string, orderId: string): string | undefined {
    return this.#orders.get(`${site}\n${orderId}`);
  }

  findVisitor(site: string, visitor: string): VisitorState | undefined {
    return this.#visitors.get(`${site}\n${visitor}`);
  }

  findCustomer(site: string, customerId: string): CustomerState | undefined {
    return this.#customers.get(`${site}\n${customerId}`);
  }

  append(records: readonly JournalRecord[]): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.records.push(...records);
    for (const record of records) fold(toFact(record), this.#known);
    return Promise.resolve();
  }

  flushed(): Promise<void> {
    this.flushes += 1;
    return Promise.resolve();
  }
}
