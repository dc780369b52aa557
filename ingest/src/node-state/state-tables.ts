import { type Database, open, type RootDatabase } from 'lmdb';
import type { CustomerState, VisitorState } from '../event-store.js';
import { type GenerationMeta, Generations, type GenerationWriter } from './generations.js';
import type { NewIds } from './id-overlay.js';
import type { Put } from './overlay.js';
import type { KnownProofHead } from './proof-heads.js';
import { seal, sealOf, unseal } from './sealed-visitor.js';
import { readVisitorValue } from './visitor-value.js';

export interface StateTablesOptions {
  directory: string;
  journalId: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Least time for which an event's id is known. Default 48 h. */
  idSpanMs?: number | undefined;
  /** Least time for which a visitor or an order is known after it was last written. Default 395 days (13 months). */
  visitorSpanMs?: number | undefined;
}

/** What one transaction brings: the puts of all frames up to `applied`, as plain data, so that another thread can write it. */
export interface StateBatch {
  ids: readonly NewIds[];
  orders: readonly Put<string>[];
  visitors: readonly TextPut[];
  proofHeads: readonly Put<readonly KnownProofHead[]>[];
  customers: readonly TextPut[];
  /** The journal's position behind these frames. */
  applied: number;
  /** When the last of them was made. */
  at: number;
}

/** A visitor or a customer, to be sealed. */
export interface TextPut {
  site: string;
  id: string;
  text: string;
  /** The older generation must not keep what was known before. */
  replacesOlder: boolean;
}

/** Of which journal the state is, where in it, and which generations are written. */
export interface StateMeta {
  journalId: string;
  applied: number;
  ids: GenerationMeta;
  orders: GenerationMeta;
  visitors: GenerationMeta;
  customers: GenerationMeta;
  proofChains: number;
}

const dayMs = 86_400_000;

/** The state in lmdb: always that of the journal at one position, which stands in the same transaction. */
export class StateTables {
  readonly ids: Generations<Buffer>;
  readonly orders: Generations;
  /** By what their ids give: see `sealOf`. */
  readonly #visitors: Generations<Buffer>;
  /** By what their ids give, as visitors. */
  readonly #customers: Generations<Buffer>;
  readonly #env: RootDatabase;
  readonly #metaTable: Database<StateMeta, string>;
  /** By site. They are few and stay for ever. */
  readonly #proofHeads: Database<readonly KnownProofHead[], string>;
  readonly #clock: () => number;
  #meta: StateMeta;

  constructor(options: StateTablesOptions) {
    // The journal lets go of what `applied` says is here, so a transaction ends when it is on disk and not before.
    this.#env = open({ path: options.directory, maxDbs: 16, encoding: 'string', overlappingSync: false });
    this.#clock = options.clock;
    this.#metaTable = this.#env.openDB<StateMeta, string>('meta', { encoding: 'json' });
    this.#proofHeads = this.#env.openDB<readonly KnownProofHead[], string>('proof-heads', { encoding: 'json' });
    this.#meta = this.#metaTable.get('meta') ?? newMeta(options);
    const { idSpanMs = 2 * dayMs, visitorSpanMs = 395 * dayMs } = options;
    const { ids, orders, visitors, customers } = this.#meta;
    this.ids = new Generations(this.#env, 'ids', { spanMs: idSpanMs, meta: ids, encoding: 'binary' });
    this.orders = new Generations(this.#env, 'orders', { spanMs: visitorSpanMs, meta: orders, encoding: 'string' });
    const ofVisitors = { spanMs: visitorSpanMs, meta: visitors, encoding: 'binary' } as const;
    this.#visitors = new Generations(this.#env, 'sealed-visitors', ofVisitors);
    const ofCustomers = { spanMs: visitorSpanMs, meta: customers, encoding: 'binary' } as const;
    this.#customers = new Generations(this.#env, 'sealed-customers', ofCustomers);
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

  /** How often the proofs' chains were begun anew: those of before are not gone on with. */
  get proofChains(): number {
    return this.#meta.proofChains;
  }

  proofHeads(site: string): readonly KnownProofHead[] {
    return this.#proofHeads.get(site) ?? [];
  }

  findVisitor(site: string, visitor: string): VisitorState | undefined {
    const own = sealOf(site, visitor);
    const sealed = this.#visitors.get(site, own.name);
    return sealed === undefined ? undefined : readVisitorValue(unseal(sealed, own));
  }

  /** Resolves when these events are on disk as if they had never been known. */
  async forgetEvents(events: readonly { site: string; id: string }[]): Promise<void> {
    await this.#env.batch(() => {
      for (const { site, id } of events) this.ids.forget(site, id);
    });
    this.#env.resetReadTxn();
  }

  findCustomer(site: string, customerId: string): CustomerState | undefined {
    const own = sealOf(site, customerId);
    const sealed = this.#customers.get(site, own.name);
    return sealed === undefined ? undefined : (JSON.parse(unseal(sealed, own)) as CustomerState);
  }

  /**
   * From the next transaction on this is the state at that position of that journal. What happened between the two is
   * not known here, so the ids cover nothing from before now, and a proof that was written then may be the last of its chain.
   */
  restartAt(journalId: string, applied: number): void {
    const { olderSince, ...ids } = this.#meta.ids;
    const now = this.#clock();
    this.ids.meta = { ...ids, since: now, ...(olderSince === undefined ? {} : { olderSince: now }) };
    const proofChains = this.#meta.proofChains + 1;
    this.#meta = { ...this.#meta, journalId, applied, ids: this.ids.meta, proofChains };
  }

  get meta(): StateMeta {
    return this.#meta;
  }

  /** What this thread or another has written is read from now on. */
  adopt(meta: StateMeta): void {
    this.#env.resetReadTxn();
    this.#meta = meta;
    this.ids.meta = meta.ids;
    this.orders.meta = meta.orders;
    this.#visitors.meta = meta.visitors;
    this.#customers.meta = meta.customers ?? this.#customers.meta;
  }

  /** Resolves with what to adopt, when it is on disk. On an error nothing of it is, and the same batch may be written again. */
  async write(batch: StateBatch): Promise<StateMeta> {
    const { at, applied } = batch;
    let meta = this.#meta;
    await this.#env.batch(() => {
      meta = {
        ...this.#meta,
        applied,
        ids: this.ids.write(at, (writer) => putIds(batch.ids, writer)),
        orders: this.orders.write(at, (writer) => putOrders(batch.orders, writer)),
        visitors: this.#visitors.write(at, (writer) => putSealed(batch.visitors, writer)),
        customers: this.#customers.write(at, (writer) => putSealed(batch.customers, writer)),
      };
      for (const { site, value } of batch.proofHeads) this.#proofHeads.put(site, value);
      this.#metaTable.put('meta', meta);
    });
    return meta;
  }

  close(): Promise<void> {
    return this.#env.close();
  }
}

/** That an id is there is all that is known of it. One for all: of an empty text lmdb makes a buffer each time, a third of what an id costs. */
const nothing = Buffer.alloc(0);

function putIds(entries: readonly NewIds[], writer: GenerationWriter<Buffer>): void {
  for (const { site, ids } of entries) for (const id of ids) writer.put(site, id, nothing);
}

function putOrders(puts: readonly Put<string>[], writer: GenerationWriter<string>): void {
  for (const { site, id, value } of puts) writer.put(site, id, value);
}

function putSealed(puts: readonly TextPut[], writer: GenerationWriter<Buffer>): void {
  for (const { site, id, text, replacesOlder } of puts) {
    const own = sealOf(site, id);
    if (replacesOlder) writer.forget(site, own.name);
    writer.put(site, own.name, seal(text, own));
  }
}

function newMeta({ clock, journalId }: StateTablesOptions): StateMeta {
  const generation: GenerationMeta = { current: 0, since: clock() };
  const generations = { ids: generation, orders: generation, visitors: generation, customers: generation };
  return { journalId, applied: 0, ...generations, proofChains: 0 };
}
