import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type EventStoreHandle,
  type EventStoreOptions,
  type ExemptCounter,
  findPerson,
  isSecretKey,
  openEventStore,
  openExemptCounter,
  openReader,
  type Reader,
  standingOf,
} from '@sillage/ingest';
import {
  type CatalogueCopy,
  type DefinitionsCopy,
  fitInThread,
  interestSettingsOf,
  keepLifetimeModels,
  keepSegmentSizes,
  LiveVisitors,
  openCatalogues,
  openDefinitions,
  type PersonaliseOptions,
} from '@sillage/personalise';
import type { Site } from '@sillage/protocol';
import type { Warehouse } from '@sillage/warehouse';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { type AppOptions, createApp } from './app.js';
import type { ServerConfig } from './config.js';
import { createErasureNews, type ForgetVisitor } from './erasure-news.js';
import { hashKey, siteKeyOf } from './keys.js';
import { closeAccounts, openConfiguredAccounts } from './mount-accounts.js';
import { countProducts, createNodeRegistry } from './node-metrics.js';
import { openConfiguredWarehouse } from './open-configured-warehouse.js';
import { pruneLooks } from './prune-looks.js';
import { openRecommenders, type Recommenders } from './recommenders.js';
import { toCustomerStanding, toStanding } from './to-standing.js';
import { drainOrClose, isWritable, waitForLoad } from './wait-for-store.js';
import { watchPersons } from './watch-persons.js';

/** Everything of one node but its socket: the importer uses it without one. */
export interface Node {
  app: Hono;
  warehouse: Warehouse;
  /** From now on new requests are answered 503 `shutting_down`. */
  beginDraining(): void;
  /** Loads what is in the journal, for so long at most, and closes; what is left is loaded at the next start. */
  close(timeoutMs: number): Promise<void>;
}

export interface NodeOptions {
  config: ServerConfig;
  logger: Logger;
  /** A secret key of every site, for the commands on this machine; new with each start. */
  operatorKey: string;
}

/** How soon an offer that was changed on another node is changed here. */
const definitionsEveryMs = 3_000;
/** How soon a customer's choice and a merge of another node count here. */
const personsEveryMs = 3_000;
/** How soon a product that was put on another node is here; and how often pages are asked which products there are. */
const catalogueEveryMs = 3_000;
const learnEveryMs = 600_000;

/** How much of the exempt mode's counts a kill loses. */
const exemptEveryMs = 5_000;

/** How soon after a day of the site has begun its segments are counted, and a changed segment again. */
const sizesPace = { firstMs: 60_000, everyMs: 600_000, pauseMs: 1_000 };

/** How soon after the start orders are fitted, and how soon a tenth more of them. */
const lifetimePace = { firstMs: 90_000, everyMs: 600_000 };

/** Opens the warehouse, then the journal that loads into it. Throws what either says when its directory is taken. */
export async function openNode({ config, logger, operatorKey }: NodeOptions): Promise<Node> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const warehouse = await openConfiguredWarehouse(config, logger);
  const erasures = createErasureNews();
  const store = await openStore(config, { warehouse, logger, onErased: erasures.tell });
  const definitions = openDefinitions({ warehouse, everyMs: definitionsEveryMs, wait: waitOrAbort, logger });
  const recommenders = openConfiguredRecommenders(config, warehouse, logger);
  const catalogues = openConfiguredCatalogues(config, warehouse, logger);
  const figures = keepConfiguredFigures(config, { warehouse, definitions, logger });
  const exempt = await openConfiguredExempt(config, warehouse, logger);
  const accounts = openConfiguredAccounts(config, logger);
  const looks = pruneLooks({ accounts, clock: Date.now, wait: waitOrAbort, logger });
  const live = createLive(store, warehouse, config.liveFacts);
  const onForgotten: ForgetVisitor = (site, visitor) => {
    live.forget(site, visitor);
    recommenders.forget(site, visitor);
  };
  const persons = watchPersons({ warehouse, store, onForgotten, everyMs: personsEveryMs, wait: waitOrAbort, logger });
  let isDraining = false;
  const registry = createNodeRegistry(store, warehouse);
  countProducts(registry, catalogues);
  const reader = openConfiguredReader(config, logger);
  erasures.listen(live.forgetErased.bind(live), recommenders.forget);
  const app = createApp({
    config: { ...config, sites: withOperatorKey(config.sites, operatorKey) },
    logger,
    registry,
    ingest: { store, reader, clock: Date.now, random: (size) => randomBytes(size), isDraining: () => isDraining },
    ledger: store,
    live,
    onForgotten,
    recommenders,
    warehouse,
    definitions,
    catalogues,
    exempt,
    accounts,
    operatorKey,
    isSecretKey,
    ...toStandings(store),
    ...toJournalParts(store, config),
  });
  return {
    app,
    warehouse,
    beginDraining: () => {
      isDraining = true;
    },
    close: async (timeoutMs) => {
      for (const part of [definitions, recommenders, catalogues, figures, persons, looks]) part.close();
      for (const part of [reader, exempt]) await part.close();
      closeAccounts(accounts, logger);
      await drainOrClose(store, timeoutMs, logger);
      await warehouse.close();
    },
  };
}

function toJournalParts(
  store: EventStoreHandle,
  { journalLimitBytes }: ServerConfig,
): Pick<AppOptions, 'whenLoaded' | 'storeStats' | 'isJournalWritable'> {
  return {
    whenLoaded: () => waitForLoad(store),
    storeStats: () => store.stats(),
    isJournalWritable: () => isWritable(store, journalLimitBytes),
  };
}

function toStandings(store: EventStoreHandle): Pick<PersonaliseOptions, 'findStanding' | 'findCustomer'> {
  return {
    findStanding: (token, site) => toStanding(standingOf(token, { site, store, now: Date.now() })),
    findCustomer: (site, customerId) => toCustomerStanding(findPerson(site.id, customerId, store), site, Date.now()),
  };
}

/** Closes the warehouse where the store can't be opened: its engine would hold the directory. */
async function openStore(
  config: ServerConfig,
  parts: Pick<EventStoreOptions, 'logger' | 'onErased'> & { warehouse: Warehouse },
): Promise<EventStoreHandle> {
  const { dataDir: directory, journalLimitBytes: maxBytes, burstEventsPerSecond } = config;
  try {
    return await openEventStore({ directory, maxBytes, burstEventsPerSecond, ...parts });
  } catch (error) {
    await parts.warehouse.close();
    throw error;
  }
}

function openConfiguredRecommenders(
  { sites, recommendedSessions: maxSessions }: ServerConfig,
  warehouse: Warehouse,
  logger: Logger,
): Recommenders {
  return openRecommenders({ sites, warehouse, maxSessions, wait: waitOrAbort, logger });
}

function openConfiguredExempt(
  { dataDir: directory }: ServerConfig,
  warehouse: Warehouse,
  logger: Logger,
): Promise<ExemptCounter> {
  return openExemptCounter({ directory, warehouse, everyMs: exemptEveryMs, wait: waitOrAbort, logger });
}

function openConfiguredReader({ sites, readerThreads }: ServerConfig, logger: Logger): Reader {
  return openReader({ sites, logger, ...(readerThreads !== undefined && { threads: readerThreads }) });
}

function openConfiguredCatalogues(
  { sites, catalogueProducts }: ServerConfig,
  warehouse: Warehouse,
  logger: Logger,
): CatalogueCopy {
  const pace = { everyMs: catalogueEveryMs, learnEveryMs, wait: waitOrAbort, clock: Date.now };
  return openCatalogues({ warehouse, sites, mostProducts: catalogueProducts, ...pace, logger });
}

/** What is counted and fitted of the past while nobody asks. */
function keepConfiguredFigures(
  { sites }: ServerConfig,
  parts: { warehouse: Warehouse; definitions: DefinitionsCopy; logger: Logger },
): { close(): void } {
  const interestSettings = (site: Site) => interestSettingsOf(site, parts.definitions.of(site.id));
  const shared = { ...parts, sites, wait: waitOrAbort, clock: Date.now };
  const sizes = keepSegmentSizes({ ...shared, ...sizesPace, interestSettings });
  const lifetimes = keepLifetimeModels({ ...shared, ...lifetimePace, fitOrders: fitInThread });
  return {
    close: () => {
      sizes.close();
      lifetimes.close();
    },
  };
}

/** A frame is written a moment after its events were received. */
const commitMs = 1_000;

function createLive(store: EventStoreHandle, warehouse: Warehouse, mostFacts: number): LiveVisitors {
  const loadedUpTo = () => Date.now() - store.stats().oldestUnloadedMs - commitMs;
  return new LiveVisitors({ warehouse, loadedUpTo, clock: Date.now, mostFacts });
}

function withOperatorKey(sites: readonly Site[], key: string): Site[] {
  return sites.map((site) => {
    const own = [key, siteKeyOf(key, site.id)].map(hashKey);
    return { ...site, secretKeyHashes: [...site.secretKeyHashes, ...own] };
  });
}

async function waitOrAbort(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined); // aborted: over
}
