import { setTimeout as wait } from 'node:timers/promises';
import type { VisitorRef, Warehouse } from '@sillage/warehouse';
import type { EventStore } from '../event-store.js';
import type { Logger } from '../logger.js';
import type { Erased, ErasedList } from './erased-list.js';

export interface RepeatErasuresParts {
  list: ErasedList;
  store: EventStore;
  warehouse: Pick<Warehouse, 'heldVisitors'>;
  logger: Logger;
}

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/**
 * After a start: erases again whoever of the list is unknown as erased here, or held in ClickHouse, as after a restore of data that
 * are older than the erasure. Resolves when that is on the journal's disk, or when `signal` aborts; asks ClickHouse until it answers.
 */
export async function repeatErasures(parts: RepeatErasuresParts, signal: AbortSignal): Promise<void> {
  const { list, store, logger } = parts;
  const all = list.all();
  const isUnknown = ({ site, visitor }: Erased) => store.findVisitor(site, visitor)?.erasedAt === undefined;
  await erase(all.filter(isUnknown), parts);
  for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(longestWaitMs, 2 * waitMs)) {
    try {
      return await erase(await findHeld(all, parts), parts);
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ err: error }, 'whether erased visitors came back could not be asked; it is asked again');
      await wait(waitMs, undefined, { signal, ref: false }).catch(() => undefined); // aborted: over
    }
  }
}

async function findHeld(all: readonly Erased[], { warehouse }: RepeatErasuresParts): Promise<Erased[]> {
  if (all.length === 0) return [];
  const held = new Set((await warehouse.heldVisitors(all)).map(toKey));
  return all.filter((each) => held.has(toKey(each)));
}

async function erase(erased: readonly Erased[], { store, logger }: RepeatErasuresParts): Promise<void> {
  if (erased.length === 0) return;
  logger.warn(
    { visitors: erased.length },
    'erased visitors are in the data again, as after a restore: they are erased again',
  );
  await store.append(erased.map(({ site, visitor, at }) => ({ kind: 'erasure', site, visitor, at })));
}

const toKey = ({ site, visitor }: VisitorRef) => `${site} ${visitor}`;
