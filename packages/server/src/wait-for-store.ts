import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreHandle } from '@sillage/ingest';
import { ProblemError } from '@sillage/protocol';
import type { Logger } from 'pino';

/** Of what was accepted before, milliseconds until it is in ClickHouse, and between two looks whether it is. */
const loadPatienceMs = 10_000;
const loadLookMs = 50;

/**
 * Resolves when what was accepted before is in ClickHouse; frames that were made since are not waited for: there is always another.
 * Throws ProblemError `warehouse_unavailable` when it takes too long.
 */
export async function waitForLoad(store: Pick<EventStoreHandle, 'flushed' | 'stats'>): Promise<void> {
  await store.flushed();
  const askedAt = Date.now();
  for (;;) {
    const { oldestUnloadedMs } = store.stats();
    if (oldestUnloadedMs === 0 || Date.now() - oldestUnloadedMs > askedAt) return;
    if (Date.now() - askedAt > loadPatienceMs) throw new ProblemError('warehouse_unavailable', 'still loading', 5);
    await sleep(loadLookMs);
  }
}

/** A journal whose disk hangs is not writable either. */
export async function isWritable(
  store: Pick<EventStoreHandle, 'flushed' | 'stats'>,
  limitBytes: number,
): Promise<boolean> {
  if (store.stats().journalBytes >= limitBytes) return false;
  const flushed = store.flushed().then(
    () => true,
    () => false,
  );
  return Promise.race([flushed, sleep(2_000, false, { ref: false })]);
}

/** Loads for so long at most, and closes, though a call to ClickHouse hangs. */
export async function drainOrClose(
  store: Pick<EventStoreHandle, 'drain' | 'close'>,
  timeoutMs: number,
  logger: Pick<Logger, 'warn'>,
): Promise<void> {
  const patience = new AbortController();
  const drained = store.drain(timeoutMs);
  const expired = sleep(timeoutMs, false, { signal: patience.signal }).catch(() => false);
  const isDrained = await Promise.race([drained, expired]);
  patience.abort();
  if (isDrained) return;
  logger.warn({}, 'stopped before everything was in ClickHouse; the rest is loaded at the next start');
  await store.close();
  await drained.catch(() => undefined); // it ends by the close
}
