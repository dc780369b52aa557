import { type HearingOptions, hearPersonNews } from '@sillage/ingest';
import { type Warehouse, WarehouseError } from '@sillage/warehouse';
import type { Logger } from 'pino';

export interface PersonWatchOptions extends HearingOptions {
  warehouse: Pick<Warehouse, 'personNews'>;
  everyMs: number;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  logger: Pick<Logger, 'warn'>;
}

/** A row is noted a moment before it can be read, and clocks of several ClickHouse servers differ. */
const overlapMs = 30_000;

/** Hears what customers chose, and who was merged, on other nodes; at the start all that is stored of it. */
export function watchPersons(options: PersonWatchOptions): { close(): void } {
  const stopping = new AbortController();
  void watch(options, stopping.signal);
  return { close: () => stopping.abort() };
}

async function watch(options: PersonWatchOptions, signal: AbortSignal): Promise<void> {
  const { warehouse, everyMs, wait, logger } = options;
  let since = { changes: 0, choices: 0 };
  while (!signal.aborted) {
    try {
      const news = await warehouse.personNews(since);
      if (signal.aborted) return;
      await hearPersonNews(news, options);
      const from = (notedAt: number) => Math.max(0, notedAt - overlapMs);
      since = { changes: from(news.notedAt.changes), choices: from(news.notedAt.choices) };
    } catch (error) {
      if (!(error instanceof WarehouseError))
        logger.warn({ err: error }, 'what other nodes know of persons was not heard');
    }
    await wait(everyMs, signal);
  }
}
