import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Site, UnmatchedReply } from '@sillage/protocol';
import type { CatalogueMark, CatalogueMarks, ProductStore } from '@sillage/warehouse';
import type { Logger } from 'pino';
import { keepDoing } from './keep-doing.js';
import { SiteCatalogue } from './site-catalogue.js';
import { tellUnmatched } from './tell-unmatched.js';

/** The catalogues in this process: a decision can't wait for ClickHouse. */
export interface CatalogueCopy {
  /** As last read; empty before ClickHouse has answered once. */
  of(site: string): SiteCatalogue;
  /** All of it was read once. */
  isLoaded(): boolean;
  /** Reads what has changed. Throws WarehouseError; what was read before stays. */
  refresh(): Promise<void>;
  /** Throws WarehouseError. */
  unmatched(site: string): Promise<UnmatchedReply>;
  /** By site, for metrics; `unmatched` as last counted, in the background. */
  stats(): CatalogueStats[];
  /** Reads no more of itself. */
  close(): void;
}

export interface CatalogueStats {
  site: string;
  products: number;
  learnt: number;
  unmatched: number;
}

export interface CatalogueCopyOptions {
  warehouse: Pick<ProductStore, 'markCatalogues' | 'readProducts' | 'learntProducts' | 'seenProducts'>;
  sites: readonly Pick<Site, 'id' | 'productIds'>[];
  /** Milliseconds between looks for changes of other nodes. */
  everyMs: number;
  /** Milliseconds between looks at what pages say: a query over days of events. */
  learnEveryMs: number;
  /** Products of a site, about 800 bytes each; what comes after is left out, and logged. Default 200,000. */
  mostProducts?: number;
  /** Resolves after so many milliseconds, or sooner when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds since 1970 UTC. */
  clock(): number;
  logger: Pick<Logger, 'warn' | 'info'>;
}

interface SiteState {
  catalogue: SiteCatalogue;
  mark: string | undefined;
  /** By ClickHouse's clock. */
  readUpTo: number | undefined;
  /** Changes that are in it, of the last minutes. */
  changes: ReadonlySet<string>;
  unmatched: number;
}

/** Changes are told one by one for ten minutes; after so many without an answer all that came in since is read. */
const toldMs = 300_000;
/** What came in so long before the last reading may not have been seen by it. */
const overlapMs = 120_000;
/** After so many somebody else has their turn: decisions are made in the same process. */
const turnProducts = 100;
/** What pages said, in days; and products that are learnt from it at most. */
const learnDays = 3;
const mostLearnt = 20_000;
const dayMs = 86_400_000;

/** Starts to read at once and does not wait for it. */
export function openCatalogues(options: CatalogueCopyOptions): CatalogueCopy {
  const { everyMs, learnEveryMs } = options;
  const stopping = new AbortController();
  const nobody = new SiteCatalogue();
  const states = new Map(options.sites.map((site) => [site.id, toState(site)]));
  let isLoaded = false;
  let reading: Promise<void> = Promise.resolve();

  async function read(): Promise<void> {
    const { now, marks } = await options.warehouse.markCatalogues();
    for (const site of options.sites) await readSite(site, { now, marks });
    isLoaded = true;
  }

  async function readSite(site: CatalogueCopyOptions['sites'][number], { now, marks }: CatalogueMarks): Promise<void> {
    const state = states.get(site.id);
    const mark = marks.get(site.id);
    if (!state || mark === undefined || mark.mark === state.mark) return;
    const isFirst = state.readUpTo === undefined;
    const catalogue = isFirst ? new SiteCatalogue(site.productIds) : state.catalogue;
    await readInto(catalogue, { site: site.id, since: findSince(state, mark, now), options });
    const changes = new Set(mark.changes.map(({ id }) => id));
    Object.assign(state, { catalogue, mark: mark.mark, readUpTo: now, changes });
  }

  /** One after the other: a reading that began before a change would not have it. */
  function refresh(): Promise<void> {
    reading = reading.catch(() => undefined).then(read);
    return reading;
  }

  async function look(): Promise<void> {
    for (const [site, state] of states) await lookAtPages(site, state, options);
  }

  const doing = { wait: options.wait, signal: stopping.signal, logger: options.logger };
  const first = keepDoing(refresh, { ...doing, pauseMs: everyMs, what: 'the catalogue' });
  void first.then(() => keepDoing(look, { ...doing, pauseMs: learnEveryMs, what: 'what pages say of products' }));

  return {
    of: (site) => states.get(site)?.catalogue ?? nobody,
    isLoaded: () => isLoaded,
    refresh,
    unmatched: (site) =>
      tellUnmatched(options.warehouse, {
        site,
        catalogue: states.get(site)?.catalogue ?? nobody,
        now: options.clock(),
      }),
    stats: () => [...states].map(([site, state]) => toStats(site, state)),
    close: () => stopping.abort(),
  };
}

function toState({ productIds }: Pick<Site, 'productIds'>): SiteState {
  return {
    catalogue: new SiteCatalogue(productIds),
    mark: undefined,
    readUpTo: undefined,
    changes: new Set(),
    unmatched: 0,
  };
}

function toStats(site: string, { catalogue, unmatched }: SiteState): CatalogueStats {
  return { site, products: catalogue.size, learnt: catalogue.learnt, unmatched };
}

/** From when on rows are new to it: those of the changes that it does not have. `undefined`: all are. */
function findSince({ readUpTo, changes }: SiteState, mark: CatalogueMark, now: number): number | undefined {
  if (readUpTo === undefined) return undefined;
  const fresh = mark.changes.filter(({ id }) => !changes.has(id)).map(({ since }) => since);
  if (now - readUpTo > toldMs || fresh.length === 0) return readUpTo - overlapMs;
  return fresh.reduce((first, since) => Math.min(first, since));
}

interface Reading {
  site: string;
  since: number | undefined;
  options: CatalogueCopyOptions;
}

async function readInto(catalogue: SiteCatalogue, { site, since, options }: Reading): Promise<void> {
  const { mostProducts = 200_000, warehouse, logger } = options;
  const query = since === undefined ? {} : { since };
  let left = 0;
  let taken = 0;
  // removals come too: as many rows as the table may have
  for await (const product of warehouse.readProducts({ site, limit: 0xffffffff, ...query })) {
    if (catalogue.size < mostProducts || catalogue.has(product.id)) catalogue.apply(product);
    else left += 1;
    taken += 1;
    if (taken % turnProducts === 0) await nextTurn();
  }
  if (left > 0) logger.warn({ site, mostProducts, left }, 'the catalogue has more products than this process may hold');
}

/** Without a feed pages tell the products; with one they tell which of them it lacks. */
async function lookAtPages(site: string, state: SiteState, { warehouse, clock }: CatalogueCopyOptions): Promise<void> {
  const { catalogue } = state;
  if (catalogue.hasFeed) {
    catalogue.learn([]);
    state.unmatched = (await tellUnmatched(warehouse, { site, catalogue, now: clock() })).unmatched;
  } else {
    catalogue.learn(await warehouse.learntProducts({ site, since: clock() - learnDays * dayMs, limit: mostLearnt }));
  }
}
