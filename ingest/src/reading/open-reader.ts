import { availableParallelism } from 'node:os';
import type { Site } from '@sillage/protocol';
import type { Logger } from '../logger.js';
import { createInlineReader, type Reader } from './reader.js';
import { ReaderThreads } from './reader-threads.js';

export interface ReaderOptions {
  sites: readonly Pick<Site, 'id' | 'queryAllowList'>[];
  /** 0 reads in this thread. Default: one fewer than there are cores, four at most. */
  threads?: number;
  logger: Logger;
}

/** The reader of a node. */
export function openReader({ sites, threads = defaultThreads(), logger }: ReaderOptions): Reader {
  const allowLists = sites.map(({ id, queryAllowList }) => [id, queryAllowList] as const);
  if (threads > 0) return new ReaderThreads({ threads, allowLists, logger });
  const bySite = new Map(allowLists);
  return createInlineReader((site) => bySite.get(site));
}

function defaultThreads(): number {
  return Math.min(4, availableParallelism() - 1);
}
