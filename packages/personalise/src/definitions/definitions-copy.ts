import type { StoredDefinition, Warehouse } from '@sillage/warehouse';
import type { Logger } from 'pino';
import { readSiteDefinitions } from './read-site-definitions.js';
import { noDefinitions, type SiteDefinitions } from './site-definitions.js';

/** What is defined, in this process: a decision can't wait for ClickHouse. */
export interface DefinitionsCopy {
  /** As last read. Empty of a site without definitions, and before ClickHouse has answered once. */
  of(site: string): SiteDefinitions;
  /** ClickHouse has answered once. */
  isLoaded(): boolean;
  /** Reads what has changed. Throws WarehouseError; what was read before stays. */
  refresh(): Promise<void>;
  /** Reads no more of itself. */
  close(): void;
}

export interface DefinitionsOptions {
  warehouse: Pick<Warehouse, 'readDefinitions' | 'markDefinitions'>;
  /** Milliseconds between looks for changes of other nodes. */
  everyMs: number;
  /** Resolves after so many milliseconds, or sooner when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  logger: Pick<Logger, 'warn' | 'info'>;
}

/** Starts to read at once and does not wait for it. */
export function openDefinitions({ warehouse, everyMs, wait, logger }: DefinitionsOptions): DefinitionsCopy {
  const stopping = new AbortController();
  let sites = new Map<string, SiteDefinitions>();
  let mark: number | undefined;
  let reading: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    const current = await warehouse.markDefinitions();
    if (current === mark) return;
    const stored = await warehouse.readDefinitions();
    sites = readSiteDefinitions(stored, warnOf);
    mark = current;
  }

  function warnOf({ site, kind, id, version }: StoredDefinition): void {
    logger.warn({ site, kind, id, version }, 'a definition is of a form that this version does not read');
  }

  /** One after the other: a reading that began before a change would not have it. */
  function refresh(): Promise<void> {
    reading = reading.catch(() => undefined).then(read);
    return reading;
  }

  async function keepReading(): Promise<void> {
    let isAway = false;
    while (!stopping.signal.aborted) {
      const failure = await refresh().then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (stopping.signal.aborted) return;
      if (failure && !isAway) logger.warn({ err: failure.error }, 'definitions could not be read; the last ones stand');
      if (!failure && isAway) logger.info({}, 'definitions are read again');
      isAway = failure !== undefined;
      await wait(everyMs, stopping.signal);
    }
  }

  void keepReading();
  return {
    of: (site) => sites.get(site) ?? noDefinitions,
    isLoaded: () => mark !== undefined,
    refresh,
    close: () => stopping.abort(),
  };
}
