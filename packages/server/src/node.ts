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
  keepSegmentSizes,
  LiveVisitors,
  openCatalogues,
  openDefinitions,
  type PersonaliseOptions,
} from '@sillage/personalise';
import { defaultInterestSettings, type Site } from '@sillage/protocol';
import type { Warehouse } from '@sillage/warehouse';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import { createApp } from './app.js';
import type { ServerConfig } from './config.js';
import { hashKey } from './keys.js';
import { countProducts, createNodeRegistry } from './node-metrics.js';
import { openConfiguredWarehouse } from './open-configured-warehouse.js';
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

/** Opens the warehouse, then the journal that loads into it. Throws what either says when its directory is taken. */
export async function openNode({ config, logger, operatorKey }: NodeOptions): Promise<Node> {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const warehouse = await openConfiguredWarehouse(config, logger);
  const erasures = createErasureNews();
  const parts = { warehouse, logger, onErased: erasures.tell };
  const store = await openStore(config, parts).catch(async (error: unknown) => {
    await warehouse.close();
    throw error;
  });
  const definitions = openDefinitions({ warehouse, everyMs: definitionsEveryMs, wait: waitOrAbort, logger });
  const recommenders = openConfiguredRecommenders(config, warehouse, logger);
  const catalogues = openConfiguredCatalogues(config, warehouse, logger);
  const sizes = keepConfiguredSizes(config, { warehouse, definitions, logger });
  const exempt = await openConfiguredExempt(config, warehouse, logger);
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
    isSecretKey,
    ...toStandings(store),
    whenLoaded: () => waitForLoad(store),
    isJournalWritable: () => isWritable(store, config.journalLimitBytes),
  });
  return {
    app,
    warehouse,
    beginDraining: () => {
      isDraining = true;
    },
    close: async (timeoutMs) => {
      for (const part of [definitions, recommenders, catalogues, sizes, persons]) part.close();
      await reader.close();
      await exempt.close();
      await drainOrClose(store, timeoutMs, logger);
      await warehouse.close();
    },
  };
}

type ForgetVisitor = (site: string, visitor: string) => void;

/** The store is opened first, and tells those that are opened after it and read ClickHouse meanwhile. */
function createErasureNews(): { tell: ForgetVisitor; listen(...listeners: ForgetVisitor[]): void } {
  const all: ForgetVisitor[] = [];
  return {
    tell: (site, visitor) => {
      for (const forget of all) forget(site, visitor);
    },
    listen: (...listeners) => all.push(...listeners),
  };
}

function toStandings(store: EventStoreHandle): Pick<PersonaliseOptions, 'findStanding' | 'findCustomer'> {
  return {
    findStanding: (token, site) => toStanding(standingOf(token, { site, store, now: Date.now() })),
    findCustomer: (site, customerId) => toCustomerStanding(findPerson(site.id, customerId, store), site, Date.now()),
  };
}

function openStore(
  config: ServerConfig,
  parts: Pick<EventStoreOptions, 'warehouse' | 'logger' | 'onErased'>,
): Promise<EventStoreHandle> {
  const { dataDir: directory, journalLimitBytes: maxBytes, burstEventsPerSecond } = config;
  return openEventStore({ directory, maxBytes, burstEventsPerSecond, ...parts });
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

function keepConfiguredSizes(
  { sites }: ServerConfig,
  parts: { warehouse: Warehouse; definitions: DefinitionsCopy; logger: Logger },
): { close(): void } {
  const interestSettings = (site: Site) => site.interests ?? defaultInterestSettings;
  return keepSegmentSizes({ ...parts, ...sizesPace, sites, interestSettings, wait: waitOrAbort, clock: Date.now });
}

/** A frame is written a moment after its events were received. */
const commitMs = 1_000;

function createLive(store: EventStoreHandle, warehouse: Warehouse, mostFacts: number): LiveVisitors {
  const loadedUpTo = () => Date.now() - store.stats().oldestUnloadedMs - commitMs;
  return new LiveVisitors({ warehouse, loadedUpTo, clock: Date.now, mostFacts });
}

function withOperatorKey(sites: readonly Site[], key: string): Site[] {
  return sites.map((site) => ({ ...site, secretKeyHashes: [...site.secretKeyHashes, hashKey(key)] }));
}

async function waitOrAbort(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined); // aborted: over
}
