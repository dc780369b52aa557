import { type Database, open, type RootDatabase } from 'lmdb';
import type { CustomerState, VisitorState } from '../event-store.js';
import { type GenerationMeta, Generations, type PutInto } from './generations.js';
import type { NewIds } from './id-overlay.js';
import type { Put } from './overlay.js';
import { readVisitorValue, toVisitorValue } from './visitor-value.js';

export interface StateTablesOptions {
  directory: string;
  journalId: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Least time for which an event's id is known. Default 48 h. */
  idSpanMs?: number;
  /** Least time for which a visitor or an order is known after it was last written. Default 395 days (13 months). */
  visitorSpanMs?: number;
}

/** What one transaction brings: the puts of all frames up to `applied`. */
export interface StateBatch {
  ids: readonly NewIds[];
  orders: readonly Put<string>[];
  visitors: readonly Put<VisitorState>[];
  customers: readonly Put<CustomerState>[];
  /** The journal's position behind these frames. */
  applied: number;
  /** When the last of them was made. */
  at: number;
}

interface Meta {
  journalId: string;
  applied: number;
  ids: GenerationMeta;
  orders: GenerationMeta;
  visitors: GenerationMeta;
  /** Absent in what an older version wrote. */
  customers?: GenerationMeta;
}

const dayMs = 86_400_000;

/** The state in lmdb: always that of the journal at one position, which stands in the same transaction. */
export class StateTables {
  readonly ids: Generations;
  readonly orders: Generations;
  readonly #visitors: Generations;
  readonly #customers: Generations;
  readonly #env: RootDatabase;
  readonly #metaTable: Database<Meta, string>;
  readonly #clock: () => number;
  #meta: Meta;

  constructor(options: StateTablesOptions) {
    // The journal lets go of what `applied` says is here, so a transaction ends when it is on disk and not before.
    this.#env = open({ path: options.directory, maxDbs: 16, encoding: 'string', overlappingSync: false });
    this.#clock = options.clock;
    this.#metaTable = this.#env.openDB<Meta, string>('meta', { encoding: 'json' });
    this.#meta = this.#metaTable.get('meta') ?? newMeta(options);
    const { idSpanMs = 2 * dayMs, visitorSpanMs = 395 * dayMs } = options;
    this.ids = new Generations(this.#env, 'ids', { spanMs: idSpanMs, meta: this.#meta.ids });
    this.orders = new Generations(this.#env, 'orders', { spanMs: visitorSpanMs, meta: this.#meta.orders });
    this.#visitors = new Generations(this.#env, 'visitors', { spanMs: visitorSpanMs, meta: this.#meta.visitors });
    const customersMeta = this.#meta.customers ?? newGeneration(options.clock());
    this.#customers = new Generations(this.#env, 'customers', { spanMs: visitorSpanMs, meta: customersMeta });
  }

  get journalId(): string {
    return this.#meta.journalId;
  }

  /** The journal's position up to which this survives a crash. */
  get applied(): number {
    return this.#meta.applied;
  }

  /** When the table that visitors are written to was begun; the one before the last is forgotten then. */
  get visitorsSince(): number {
    return this.#visitors.meta.since;
  }

  findVisitor(site: string, visitor: string): VisitorState | undefined {
    const value = this.#visitors.get(site, visitor);
    return value === undefined ? undefined : readVisitorValue(value);
  }

  findCustomer(site: string, customerId: string): CustomerState | undefined {
    const value = this.#customers.get(site, customerId);
    return value === undefined ? undefined : (JSON.parse(value) as CustomerState);
  }

  /**
   * From the next transaction on this is the state at that position of that journal. What happened between the two is
   * not known here, so the ids cover nothing from before now.
   */
  restartAt(journalId: string, applied: number): void {
    const { olderSince, ...ids } = this.#meta.ids;
    const now = this.#clock();
    this.ids.meta = { ...ids, since: now, ...(olderSince === undefined ? {} : { olderSince: now }) };
    this.#meta = { ...this.#meta, journalId, applied, ids: this.ids.meta };
  }

  /** Resolves when it is on disk and readable. On an error nothing of it is, and the same batch may be written again. */
  async write(batch: StateBatch): Promise<void> {
    const visitors = batch.visitors.map((put) => ({ ...put, value: toVisitorValue(put.value) }));
    const customers = batch.customers.map((put) => ({ ...put, value: JSON.stringify(put.value) }));
    let meta = this.#meta;
    await this.#env.batch(() => {
      meta = {
        journalId: this.#meta.journalId,
        applied: batch.applied,
        ids: this.ids.write(batch.at, (put) => putIds(batch.ids, put)),
        orders: this.orders.write(batch.at, (put) => putEach(batch.orders, put)),
        visitors: this.#visitors.write(batch.at, (put) => putEach(visitors, put)),
        customers: this.#customers.write(batch.at, (put) => putEach(customers, put)),
      };
      this.#metaTable.put('meta', meta);
    });
    this.#env.resetReadTxn();
    this.#meta = meta;
    this.ids.meta = meta.ids;
    this.orders.meta = meta.orders;
    this.#visitors.meta = meta.visitors;
    this.#customers.meta = meta.customers ?? this.#customers.meta;
  }

  close(): Promise<void> {
    return this.#env.close();
  }
}

function putIds(entries: readonly NewIds[], put: PutInto): void {
  for (const { site, ids } of entries) for (const id of ids) put(site, id, '');
}

function putEach(puts: readonly Put<string>[], put: PutInto): void {
  for (const { site, id, value } of puts) put(site, id, value);
}

function newMeta({ clock, journalId }: StateTablesOptions): Meta {
  const generation = newGeneration(clock());
  return { journalId, applied: 0, ids: generation, orders: generation, visitors: generation, customers: generation };
}

function newGeneration(since: number): GenerationMeta {
  return { current: 0, since };
}
