import { setTimeout as wait } from 'node:timers/promises';
import type { ProofLink } from '@sillage/warehouse';
import { LRUCache } from 'lru-cache';
import type { CustomerState, VisitorState } from '../event-store.js';
import type { DurableFrame } from '../journal/journal.js';
import type { Logger } from '../logger.js';
import { type Fact, fold, type Known } from './fold.js';
import { IdOverlay, type NewIds } from './id-overlay.js';
import { Overlay, type Put } from './overlay.js';
import { addProofHead, type KnownProofHead } from './proof-heads.js';
import { type StateBatch, StateTables, type StateTablesOptions, type TextPut } from './state-tables.js';
import { StateWriter, type StateWriterOptions } from './state-writer.js';
import { toVisitorValue } from './visitor-value.js';

export interface NodeStateOptions
  extends StateTablesOptions,
    Pick<StateWriterOptions, 'threadFrom' | 'entry' | 'execArgv'> {
  logger: Logger;
}

/** Of the overlays: what is being written. */
interface Taken {
  ids: NewIds[];
  orders: Put<string>[];
  visitors: Put<VisitorState>[];
  proofHeads: Put<readonly KnownProofHead[]>[];
  customers: Put<CustomerState>[];
}

/**
 * From a durable frame to its transaction: each costs a sync and locks anew each visitor who came since, and what is not
 * written yet is read from memory.
 */
const transactionDelayMs = 400;
const retryDelayMs = 1_000;
/** Visitors of whom the state is kept in memory too: a visit asks for it again and again. About 1 kB each. */
const rememberedVisitors = 10_000;

/**
 * What this node knows: ids, orders and visitors, folded from the journal's records. Tables in lmdb hold the state at
 * one position of the journal, overlays what came since. Reads are synchronous and see every append.
 */
export class NodeState implements Known {
  readonly #tables: StateTables;
  readonly #writer: StateWriter;
  readonly #logger: Logger;
  readonly #newIds = new IdOverlay();
  readonly #newOrders = new Overlay<string>();
  readonly #newVisitors = new Overlay<VisitorState>();
  readonly #newProofHeads = new Overlay<readonly KnownProofHead[]>();
  readonly #newCustomers = new Overlay<CustomerState>();
  /** What the tables say of some visitors. */
  readonly #storedVisitors = new LRUCache<string, VisitorState>({ max: rememberedVisitors });
  /** The frame whose records are being folded. */
  #frame = 0;
  #durable: DurableFrame | undefined;
  #unwritten: { taken: Taken; batch: StateBatch; frame: number } | undefined;
  #writing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: NodeStateOptions) {
    const { logger, clock: _, ...forThread } = options;
    this.#tables = new StateTables(options);
    this.#writer = new StateWriter(forThread, this.#tables, logger);
    this.#logger = logger;
  }

  get journalId(): string {
    return this.#tables.journalId;
  }

  /** The journal's position up to which this survives a crash. */
  get applied(): number {
    return this.#tables.applied;
  }

  /** The same, if the tables are that journal's; else 0. */
  appliedOf(journalId: string): number {
    return this.journalId === journalId ? this.applied : 0;
  }

  /** Every event that this node took since then, in milliseconds since 1970, is known by its id. */
  get coversSince(): number {
    return this.#tables.ids.coversSince;
  }

  /** Entries in memory that wait for lmdb. */
  get pendingEntries(): number {
    const overlays = this.#overlays();
    return overlays.reduce((sum, { size }) => sum + size, 0);
  }

  isKnownEvent(site: string, id: string): boolean {
    return this.#newIds.has(site, id) || this.#tables.ids.has(site, id);
  }

  findOrder(site: string, orderId: string): string | undefined {
    return this.#newOrders.get(site, orderId) ?? this.#tables.orders.get(site, orderId);
  }

  findVisitor(site: string, visitor: string): VisitorState | undefined {
    return this.#newVisitors.get(site, visitor) ?? this.#findStoredVisitor(site, visitor);
  }

  /** Of all chains of the site. */
  proofHeads(site: string): readonly KnownProofHead[] {
    return this.#newProofHeads.get(site, '') ?? this.#tables.proofHeads(site);
  }

  /** The proof behind which the next one stands; undefined where a chain must be begun. */
  currentProofHead(site: string): KnownProofHead | undefined {
    return this.proofHeads(site).findLast(({ chains }) => chains === this.#tables.proofChains);
  }

  findCustomer(site: string, customerId: string): CustomerState | undefined {
    return this.#newCustomers.get(site, customerId) ?? this.#tables.findCustomer(site, customerId);
  }

  putCustomer(site: string, customerId: string, state: CustomerState): void {
    this.#newCustomers.put(site, customerId, { value: state, frame: this.#frame });
  }

  putEvent(site: string, id: string): void {
    this.#newIds.put(site, id, this.#frame);
  }

  putOrder(site: string, orderId: string, eventId: string): void {
    this.#newOrders.put(site, orderId, { value: eventId, frame: this.#frame });
  }

  putVisitor(site: string, visitor: string, state: VisitorState): void {
    this.#newVisitors.put(site, visitor, { value: state, frame: this.#frame });
  }

  putProofHead(site: string, link: ProofLink): void {
    const value = addProofHead(this.proofHeads(site), link, this.#tables.proofChains);
    this.#newProofHeads.put(site, '', { value, frame: this.#frame });
  }

  /** Known from now on; taken back if the frame fails. */
  fold(fact: Fact, frame: number): void {
    this.#frame = frame;
    fold(fact, this);
  }

  markDurable(frame: DurableFrame): void {
    for (const overlay of this.#overlays()) overlay.markDurable(frame.number);
    this.#durable = frame;
    this.#schedule(transactionDelayMs);
  }

  rollback(): void {
    for (const overlay of this.#overlays()) overlay.rollback();
  }

  /** Goes on from this position of this journal, whatever the tables say. */
  restartAt(journalId: string, applied: number): void {
    this.#tables.restartAt(journalId, applied);
  }

  /** Resolves when everything durable so far is in lmdb, however often that must be tried. */
  async settle(): Promise<void> {
    const end = this.#durable?.end ?? 0;
    while (this.#tables.applied < end) {
      await (this.#writing ?? this.#write());
      if (this.#unwritten) await wait(retryDelayMs);
    }
  }

  /** Resolves when nothing says any more that these events were known. */
  async forgetEvents(events: readonly { site: string; id: string }[]): Promise<void> {
    // what came in the frames before must be below, where it can be taken away
    await this.settle();
    if (events.length > 0) await this.#tables.forgetEvents(events);
  }

  /** Writes what is durable, if lmdb takes it (the journal has it in any case), and closes. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#writing;
    if (this.#durable && this.#durable.end > this.#tables.applied) await this.#write();
    await this.#writer.close();
    await this.#tables.close();
  }

  #findStoredVisitor(site: string, visitor: string): VisitorState | undefined {
    const key = `${site} ${visitor}`;
    const remembered = this.#storedVisitors.get(key);
    if (remembered) return remembered;
    const stored = this.#tables.findVisitor(site, visitor);
    if (stored) this.#storedVisitors.set(key, stored);
    return stored;
  }

  #overlays() {
    return [this.#newIds, this.#newOrders, this.#newVisitors, this.#newProofHeads, this.#newCustomers];
  }

  #schedule(delayMs: number): void {
    if (this.#timer || this.#writing || this.#isClosed) return;
    this.#timer = setTimeout(() => void this.#write(), delayMs);
  }

  #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#unwritten ??= this.#takeDurable();
    const { taken, batch, frame } = this.#unwritten;
    const since = this.#tables.visitorsSince;
    this.#writing = this.#writer.write(batch).then(
      () => {
        if (this.#tables.visitorsSince !== since) this.#storedVisitors.clear();
        this.#afterWrite(taken, frame);
      },
      (error: unknown) => this.#afterFailure(error),
    );
    return this.#writing;
  }

  #takeDurable() {
    const { end, madeAt, number } = this.#durable as DurableFrame;
    const taken: Taken = {
      ids: this.#newIds.takeDurable(),
      orders: this.#newOrders.takeDurable(),
      visitors: this.#newVisitors.takeDurable(),
      proofHeads: this.#newProofHeads.takeDurable(),
      customers: this.#newCustomers.takeDurable(),
    };
    const batch: StateBatch = {
      ...{ ids: taken.ids, orders: taken.orders, proofHeads: taken.proofHeads },
      visitors: taken.visitors.map(toVisitorText),
      customers: taken.customers.map(toCustomerText),
      applied: end,
      at: madeAt,
    };
    return { taken, batch, frame: number };
  }

  #afterWrite(taken: Taken, frame: number): void {
    this.#writing = undefined;
    this.#unwritten = undefined;
    this.#newIds.forget(taken.ids);
    this.#newOrders.forget(taken.orders, frame);
    this.#newVisitors.forget(taken.visitors, frame);
    this.#newProofHeads.forget(taken.proofHeads, frame);
    this.#newCustomers.forget(taken.customers, frame);
    for (const { site, id, value } of taken.visitors) this.#storedVisitors.set(`${site} ${id}`, value);
    if ((this.#durable?.end ?? 0) > this.#tables.applied) this.#schedule(transactionDelayMs);
  }

  #afterFailure(error: unknown): void {
    this.#writing = undefined;
    this.#logger.error({ err: error }, 'the node state could not be written; it is kept in memory and tried again');
    this.#schedule(retryDelayMs);
  }
}

/** What was withdrawn or erased must not go on in the older generation. */
function toVisitorText({ site, id, value }: Put<VisitorState>): TextPut {
  const replacesOlder = value.erasedAt !== undefined || value.withdrawnAt !== undefined;
  return { site, id, text: toVisitorValue(value), replacesOlder };
}

/** The visitors of a customer stand there: one that was taken away must not go on in the older generation. */
function toCustomerText({ site, id, value }: Put<CustomerState>): TextPut {
  return { site, id, text: JSON.stringify(value), replacesOlder: true };
}
