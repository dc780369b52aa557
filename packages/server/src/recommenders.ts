import { type AcceptedEvent, Recommender } from '@sillage/personalise';
import type { Site } from '@sillage/protocol';
import type { Warehouse } from '@sillage/warehouse';
import type { Logger } from 'pino';

export interface RecommendersOptions {
  sites: readonly Site[];
  warehouse: Pick<Warehouse, 'pastSessions' | 'pastOrders'>;
  /** Sessions that each site's index holds; 230 MB a million. */
  maxSessions: number;
  /** Resolves after so many milliseconds, or sooner when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  logger: Pick<Logger, 'warn' | 'info'>;
}

/** What each site's visitors look at and buy, in this process. */
export interface Recommenders {
  of(site: string): Recommender;
  accept(events: readonly AcceptedEvent[]): void;
  forget(site: string, visitor: string): void;
  /** Reads no more of the past. */
  close(): void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/** Starts to read the past of each site, one after the other, and does not wait for it. */
export function openRecommenders(options: RecommendersOptions): Recommenders {
  const { sites, maxSessions } = options;
  const stopping = new AbortController();
  const bySite = new Map(sites.map((site) => [site.id, openRecommender(site, maxSessions)]));
  void loadAll(bySite, options, stopping.signal);
  return {
    of: (site) => bySite.get(site) as Recommender,
    accept: (events) => {
      for (const event of events) bySite.get(event.site)?.accept(event);
    },
    forget: (site, visitor) => bySite.get(site)?.forget(visitor),
    close: () => stopping.abort(),
  };
}

function openRecommender({ productIds }: Site, maxSessions: number): Recommender {
  return new Recommender({ maxSessions, maxOrders: maxSessions, ...(productIds && { productIds }) });
}

async function loadAll(
  bySite: ReadonlyMap<string, Recommender>,
  { warehouse, maxSessions, wait, logger }: RecommendersOptions,
  signal: AbortSignal,
): Promise<void> {
  for (const [site, recommender] of bySite) {
    for (let waitMs = firstWaitMs; !signal.aborted; waitMs = Math.min(longestWaitMs, 2 * waitMs)) {
      const query = { site, limit: maxSessions };
      const past = { sessions: warehouse.pastSessions(query), orders: warehouse.pastOrders(query) };
      const failure = await recommender.load(past).then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (!failure) break;
      if (signal.aborted) return;
      logger.warn({ site, err: failure.error }, 'the past for recommendations could not be read; it is tried again');
      await wait(waitMs, signal);
    }
    logger.info({ site, ...recommender.stats() }, 'recommendations know the past');
  }
}
