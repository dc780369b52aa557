import { join } from 'node:path';
import type { Warehouse } from '@sillage/warehouse';
import type { EventStore } from './event-store.js';
import { Journal } from './journal/journal.js';
import type { OpenJournalFile } from './journal/segment.js';
import { JournaledEventStore, replay } from './journaled-event-store.js';
import type { Logger } from './logger.js';
import { NodeState } from './node-state/node-state.js';

export interface EventStoreOptions {
  /** Owned by this process alone; made where there is none. */
  directory: string;
  warehouse: Warehouse;
  /** Milliseconds since 1970. Default `Date.now`. */
  clock?: () => number;
  /** Bytes of the journal from which on appends are refused. Default 4 GiB. */
  maxBytes?: number;
  logger: Logger;
  /** Bytes of a journal segment. Default 64 MiB. */
  segmentBytes?: number;
  /** How the journal opens its files. Default: the file system. */
  openFile?: OpenJournalFile;
}

export interface EventStoreStats {
  journalBytes: number;
  quarantinedBytes: number;
}

/** The event store of a node, with what its owner needs to run it. */
export interface EventStoreHandle extends EventStore {
  stats(): EventStoreStats;
  /** For a graceful stop, when nothing is appended any more: loads everything, then closes. */
  drain(): Promise<void>;
  /** Stops at once; what is not loaded yet stays in the journal. */
  close(): Promise<void>;
}

/**
 * Opens the journal and the state of this node, and replays what a crash kept from the state.
 * Throws `DirectoryLockedError` where another process owns the directory.
 */
export async function openEventStore(options: EventStoreOptions): Promise<EventStoreHandle> {
  const { directory, logger, clock = Date.now, maxBytes = 4_294_967_296, segmentBytes, openFile } = options;
  const journal = await Journal.open({
    directory: join(directory, 'journal'),
    maxBytes,
    clock,
    logger,
    ...(segmentBytes === undefined ? {} : { segmentBytes }),
    ...(openFile === undefined ? {} : { openFile }),
  });
  const state = new NodeState({ directory: join(directory, 'state'), journalId: journal.id, clock, logger });
  await replay(journal, state, logger);
  journal.listen({ onDurable: (frame) => state.markDurable(frame), onFailed: () => state.rollback() });
  const store = new JournaledEventStore(journal, state);
  const close = async () => {
    await journal.close();
    await state.close();
  };
  return Object.assign(store, {
    stats: () => ({ journalBytes: journal.bytes, quarantinedBytes: journal.quarantinedBytes }),
    drain: close,
    close,
  });
}
