import type { Accounts } from '@sillage/accounts';
import type { Logger } from 'pino';

export interface PruneOptions {
  /** `undefined` while their file can't be used. */
  accounts: { looks: Pick<Accounts['looks'], 'prune'> } | undefined;
  /** Milliseconds since 1970. */
  clock(): number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  logger: Pick<Logger, 'warn'>;
}

const everyMs = 86_400_000;

/** Deletes looks that were kept long enough, at the start and once a day, whether or not somebody looks; until it is closed. */
export function pruneLooks(options: PruneOptions): { close(): void } {
  const stopping = new AbortController();
  void keepPruning(options, stopping.signal);
  return { close: () => stopping.abort() };
}

async function keepPruning({ accounts, clock, wait, logger }: PruneOptions, signal: AbortSignal): Promise<void> {
  while (accounts && !signal.aborted) {
    await accounts.looks
      .prune(clock())
      .catch((error: unknown) => logger.warn({ err: error }, 'looks that were kept long enough could not be deleted'));
    await wait(everyMs, signal);
  }
}
