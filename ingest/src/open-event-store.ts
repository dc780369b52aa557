import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Warehouse } from '@sillage/warehouse';
import { eraseEverywhere } from './erase/erase-everywhere.js';
import { ErasedList } from './erase/erased-list.js';
import { repeatErasures } from './erase/repeat-erasures.js';
import type { EventStore, ProofLedger } from './event-store.js';
import { Journal, type JournalOptions } from './journal/journal.js';
import { forgetQuarantined } from './journal/quarantine.js';
import { JournaledEventStore, replay } from './journaled-event-store.js';
import { LoadLoop } from './loader/load-loop.js';
import { LoadWaiters } from './loader/load-waiters.js';
import { Loader, type LoaderStep } from './loader/loader.js';
import type { LoaderState } from './loader/loader-state.js';
import { openLoaderState } from './loader/open-loader-state.js';
import type { Logger } from './logger.js';
import { NodeState } from './node-state/node-state.js';

export interface EventStoreOptions
  extends Partial<Pick<JournalOptions, 'segmentBytes' | 'reservedBytes' | 'openFile'>> {
  /** Owned by this process alone; made where there is none. */
  directory: string;
  warehouse: Warehouse;
  logger: Logger;
  /** Milliseconds since 1970. Default `Date.now`. */
  clock?: () => number;
  /** Bytes of the journal from which on appends are refused. Default 4 GiB. */
  maxBytes?: number;
  /** Milliseconds from the start of one load to that of the next in normal load. Default 250. */
  loadIntervalMs?: number;
  /** Events a second from which on requests come before loading, for 30 s at most. Default 15,000. */
  burstEventsPerSecond?: number;
  /** 0 to 1: spreads retries. Default `Math.random`. */
  random?: () => number;
  /** Told when an erasure is carried out in ClickHouse: what was read there before is not to be used any more. */
  onErased?: (site: string, visitor: string) => void;
  /** Called at each step of the loader; what it throws ends the attempt there. */
  onLoaderStep?: (step: LoaderStep) => void;
}

export interface EventStoreStats {
  /** Bytes on disk. */
  journalBytes: number;
  /** Bytes that are not loaded yet. */
  unloadedBytes: number;
  /** Age of the oldest frame that is not loaded, in milliseconds; 0 when there is none. */
  oldestUnloadedMs: number;
  /** Of the last block, in milliseconds. */
  lastInsertMs: number;
  /** Since the start. */
  rowsLoaded: number;
  /** Rows that ClickHouse had already, since the start. */
  duplicatesFoundAtLoad: number;
  /** Rows that ClickHouse refused and that went to `rejected_events`, since the start. */
  rowsRefusedAtLoad: number;
  /** Bytes of corrupt frames, since the start. */
  quarantinedBytes: number;
  /** Entries of the node state that wait for lmdb. */
  pendingStateEntries: number;
}

/** The event store of a node, with what its owner needs to run it. */
export interface EventStoreHandle extends EventStore, ProofLedger {
  stats(): EventStoreStats;
  /**
   * For a graceful stop, when nothing is appended any more: loads everything, then closes. True when everything was
   * loaded; after `timeoutMs` (default 10 s) the rest stays in the journal for the next start.
   */
  drain(timeoutMs?: number): Promise<boolean>;
  /** Stops at once; what is not loaded yet stays in the journal for the next start. */
  close(): Promise<void>;
}

/** So many rows and bytes at most are in memory and in one range; catching up is fastest with large blocks. */
const rangeLimits = { rows: 50_000, bytes: 33_554_432 };

/**
 * Opens the journal and the state of this node, replays what a crash kept from the state, and loads.
 * Throws `DirectoryLockedError` where another process owns the directory.
 */
export async function openEventStore(options: EventStoreOptions): Promise<EventStoreHandle> {
  const { directory, logger, clock = Date.now, maxBytes = 4_294_967_296 } = options;
  const [journalDirectory, stateDirectory] = [join(directory, 'journal'), join(directory, 'state')];
  // whoever may read the data directory need not be one who may read what visitors did
  for (const path of [journalDirectory, stateDirectory]) await mkdir(path, { recursive: true, mode: 0o700 });
  const journal = await Journal.open({ ...options, directory: journalDirectory, maxBytes, clock });
  try {
    const loaderState = await openLoaderState(join(journalDirectory, 'loader'), journal);
    const state = new NodeState({ directory: stateDirectory, journalId: journal.id, clock, logger });
    await journal.skipTo(Math.max(loaderState.progress?.loaded.frame ?? 0, state.appliedOf(journal.id)));
    await replay(journal, state, logger);
    // what was erased just before a crash may stand in the last one
    await journal.endSegment();
    const erasedList = await ErasedList.open(join(directory, 'erased.jsonl'), clock());
    await forgetQuarantined({ directory: journalDirectory, logger }, { visitors: [], now: clock() });
    return new EventStoreNode({ options: { ...options, clock }, journal, state, loaderState, erasedList });
  } catch (error) {
    await journal.close();
    throw error;
  }
}

interface NodeParts {
  options: EventStoreOptions & { clock: () => number };
  journal: Journal;
  state: NodeState;
  loaderState: LoaderState;
  erasedList: ErasedList;
}

class EventStoreNode extends JournaledEventStore implements EventStoreHandle {
  readonly #parts: NodeParts;
  readonly #loader: Loader;
  readonly #loop: LoadLoop;
  readonly #waiters = new LoadWaiters(() => this.#loader.loaded);
  readonly #stopping = new AbortController();
  #markersSeen = 0;

  constructor(parts: NodeParts) {
    const { options, journal, state, loaderState, erasedList } = parts;
    const { warehouse, logger, clock, onErased } = options;
    super(journal, state);
    this.#parts = parts;
    this.#loader = new Loader({
      ...options,
      journal,
      state: loaderState,
      limits: rangeLimits,
      erase: (erased) =>
        eraseEverywhere(erased, {
          ...{ warehouse, state, logger, clock, list: erasedList },
          journalDirectory: join(options.directory, 'journal'),
          ...(onErased && { onErased }),
        }),
      ...(options.onLoaderStep ? { onStep: options.onLoaderStep } : {}),
    });
    this.#loop = new LoadLoop({
      loader: this.#loader,
      logger: options.logger,
      ...(options.loadIntervalMs === undefined ? {} : { intervalMs: options.loadIntervalMs }),
      hurryBytes: rangeLimits.bytes,
      behindBytes: () => journal.end - this.#loader.loaded,
      arrivalRate: meterRate(() => this.appended),
      burstPerSecond: options.burstEventsPerSecond ?? 15_000,
      oldestUnloadedMs: () => this.#oldestUnloadedMs(),
      afterRange: () => this.#afterRange(),
      random: options.random ?? Math.random,
    });
    journal.listen({
      onDurable: (frame) => {
        state.markDurable(frame);
        this.#loader.oldestMadeAt ??= frame.madeAt;
        this.#loop.wake();
      },
      onFailed: () => state.rollback(),
      onFull: () => {
        this.#trim().catch((error: unknown) => {
          options.logger.warn({ err: error }, 'a loaded journal segment could not be deleted');
        });
      },
    });
    this.#loop.wake();
    const { signal } = this.#stopping;
    repeatErasures({ list: erasedList, store: this, warehouse, logger }, signal).catch((error: unknown) => {
      logger.error({ err: error }, 'erasures could not be repeated; they are at the next start');
    });
  }

  /** What was erased or withdrawn stands in the segment that is being written: it goes too, and not when it is full. */
  async #afterRange(): Promise<void> {
    this.#waiters.tell();
    const { markers } = this.#loader.counts;
    if (markers !== this.#markersSeen) {
      await this.#parts.journal.endSegment();
      this.#markersSeen = markers;
    }
    await this.#trim();
  }

  /** Deletes what neither ClickHouse nor the state needs any more. */
  #trim(): Promise<void> {
    return this.#parts.journal.trim(Math.min(this.#loader.loaded, this.#parts.state.applied));
  }

  #oldestUnloadedMs(): number {
    const { oldestMadeAt } = this.#loader;
    return oldestMadeAt === undefined ? 0 : Math.max(0, this.#parts.options.clock() - oldestMadeAt);
  }

  stats(): EventStoreStats {
    const { journal, state } = this.#parts;
    const { counts, loaded } = this.#loader;
    return {
      journalBytes: journal.bytes,
      unloadedBytes: Math.max(0, journal.end - loaded),
      oldestUnloadedMs: this.#oldestUnloadedMs(),
      lastInsertMs: counts.lastInsertMs,
      rowsLoaded: counts.rows,
      duplicatesFoundAtLoad: counts.duplicates,
      rowsRefusedAtLoad: counts.refusedRows,
      quarantinedBytes: journal.quarantinedBytes,
      pendingStateEntries: state.pendingEntries,
    };
  }

  async loaded(timeoutMs: number): Promise<boolean> {
    await this.flushed();
    return this.#waiters.wait(this.#parts.journal.end, timeoutMs);
  }

  async drain(timeoutMs = 10_000): Promise<boolean> {
    await this.flushed().catch(() => undefined);
    const isLoaded = await this.#loop.drain(timeoutMs);
    await this.close();
    return isLoaded;
  }

  async close(): Promise<void> {
    const { journal, state, loaderState } = this.#parts;
    this.#stopping.abort();
    await this.#loop.stop();
    this.#waiters.close();
    await journal.stop();
    await state.close();
    await loaderState.close();
    await journal.close();
  }
}

/** Tells by how much a second a count has risen since the last call. */
function meterRate(count: () => number): () => number {
  let last = { at: performance.now(), count: count() };
  return () => {
    const now = { at: performance.now(), count: count() };
    const perSecond = ((now.count - last.count) / (now.at - last.at)) * 1000;
    last = now;
    return perSecond;
  };
}
