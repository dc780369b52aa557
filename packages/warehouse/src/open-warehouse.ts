import { ClickHouse } from './client/clickhouse.js';
import type { Connection, TlsOptions } from './client/connection.js';
import { Engine, type EngineEvent } from './engine/engine.js';
import { tellHistory } from './history/tell-history.js';
import { migrate } from './migrations/migrate.js';
import { changeDefinition } from './queries/change-definition.js';
import { consentsOf } from './queries/consents-of.js';
import { countStored } from './queries/count-stored.js';
import { customerIdsOf } from './queries/customer-ids-of.js';
import { eraseVisitors } from './queries/erase-visitors.js';
import { eventFacts } from './queries/event-facts.js';
import { findStoredEvents } from './queries/find-stored-events.js';
import { findStoredOrders } from './queries/find-stored-orders.js';
import { findStoredRejections } from './queries/find-stored-rejections.js';
import { insertBlock } from './queries/insert-block.js';
import { offerOutcomes } from './queries/offer-outcomes.js';
import { pastOrders } from './queries/past-orders.js';
import { pastSessions } from './queries/past-sessions.js';
import { personChanges, personNews } from './queries/person-changes.js';
import { personFacts } from './queries/person-facts.js';
import { toProductStore } from './queries/product-store.js';
import { purgeDeleted } from './queries/purge-deleted.js';
import { markDefinitions, readDefinitions } from './queries/read-definitions.js';
import { withdrawPurposes } from './queries/withdraw-purposes.js';
import { countSegment, isInSegment, segmentMembers, segmentSize } from './segments/members.js';
import { noteSegmentSizes, segmentSizes } from './segments/sizes.js';
import { checkVersion } from './server-version.js';
import { type Warehouse, WarehouseError } from './warehouse.js';

/** ClickHouse as a child of this process: nothing to install. */
export interface EmbeddedOptions {
  kind: 'embedded';
  /** Where the data live; made if absent. One owner at a time. */
  directory: string;
  /** Bytes that ClickHouse may take for queries, merges and caches; default 2 GiB. */
  memoryBytes?: number;
  /** What happens to the child, for the log; without personal data. */
  onEngineEvent?: (event: EngineEvent) => void;
}

/** A ClickHouse server that runs already. */
export interface ServerOptions {
  kind: 'server';
  /** Such as `https://clickhouse.example:8443`. */
  url: string;
  /** Default `default`. */
  user?: string;
  /** Default empty. */
  password?: string;
  /** Made if absent; default `sillage`. */
  database?: string;
  tls?: TlsOptions;
}

export type WarehouseOptions = EmbeddedOptions | ServerOptions;

const defaultDatabase = 'sillage';
const purgeEveryMs = 3_600_000;
const maskedForSeconds = 86_400;

/**
 * The warehouse, ready: ClickHouse answers, is new enough and has the schema of this version.
 * Throws WarehouseError `unavailable`, `refused`, `too_old`, `locked` or `migration`.
 */
export async function openWarehouse(options: WarehouseOptions): Promise<Warehouse> {
  if (options.kind === 'server') return openServer(options);
  return (await openEmbedded(options)).warehouse;
}

/** With the engine, for those who look after it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<{ warehouse: Warehouse; engine: Engine }> {
  const { directory, memoryBytes, onEngineEvent } = options;
  const engine = await Engine.start({
    directory,
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(onEngineEvent === undefined ? {} : { onEvent: onEngineEvent }),
  });
  const connection = () => ({ url: engine.url, headers: engine.headers, database: defaultDatabase });
  try {
    return { warehouse: await openAt(connection, () => engine.stop()), engine };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

function openServer({ kind: _, database = defaultDatabase, ...rest }: ServerOptions): Promise<Warehouse> {
  return openAt(
    () => ({ ...rest, database }),
    async () => {},
  );
}

async function openAt(connection: () => Connection, stop: () => Promise<void>): Promise<Warehouse> {
  await makeDatabase(connection);
  const clickhouse = new ClickHouse(connection);
  try {
    await migrate(clickhouse);
  } catch (error) {
    await clickhouse.close();
    throw error;
  }
  return toWarehouse(clickhouse, stop);
}

async function makeDatabase(connection: () => Connection): Promise<void> {
  const { database } = connection();
  if (!/^\w{1,64}$/.test(database)) {
    throw new WarehouseError('refused', 'A database is named by letters, digits and underscores.');
  }
  const clickhouse = new ClickHouse(() => ({ ...connection(), database: 'default' }));
  try {
    await checkVersion(clickhouse);
    const sql = 'CREATE DATABASE IF NOT EXISTS {database:Identifier}';
    await clickhouse.run({ action: 'make the database', sql }, { database });
  } finally {
    await clickhouse.close();
  }
}

function toWarehouse(clickhouse: ClickHouse, stop: () => Promise<void>): Warehouse {
  const purging = setInterval(() => {
    purgeDeleted(clickhouse, maskedForSeconds).catch(() => {}); // ClickHouse is away: the next hour will do
  }, purgeEveryMs).unref();
  return {
    insert: (block) => insertBlock(clickhouse, block),
    findStoredEvents: (places) => findStoredEvents(clickhouse, places),
    findStoredOrders: (site, orderIds) => findStoredOrders(clickhouse, site, orderIds),
    findStoredRejections: (site, eventIds) => findStoredRejections(clickhouse, site, eventIds),
    erase: (visitors) => eraseVisitors(clickhouse, visitors),
    withdraw: (withdrawals) => withdrawPurposes(clickhouse, withdrawals),
    history: (query) => tellHistory(clickhouse, query),
    personFacts: (query) => personFacts(clickhouse, query),
    eventFacts: (session) => eventFacts(clickhouse, session),
    consentsOf: (visitor) => consentsOf(clickhouse, visitor),
    customerIdsOf: (visitor) => customerIdsOf(clickhouse, visitor),
    personChanges: (query) => personChanges(clickhouse, query),
    personNews: (since) => personNews(clickhouse, since),
    pastSessions: (query) => pastSessions(clickhouse, query),
    pastOrders: (query) => pastOrders(clickhouse, query),
    readDefinitions: () => readDefinitions(clickhouse),
    markDefinitions: () => markDefinitions(clickhouse),
    changeDefinition: (change) => changeDefinition(clickhouse, change),
    offerOutcomes: (query) => offerOutcomes(clickhouse, query),
    countSegment: (question) => countSegment(clickhouse, question),
    segmentSize: (question) => segmentSize(clickhouse, question),
    noteSegmentSizes: (sizes) => noteSegmentSizes(clickhouse, sizes),
    segmentSizes: (query) => segmentSizes(clickhouse, query),
    segmentMembers: (question) => segmentMembers(clickhouse, question),
    isInSegment: (question) => isInSegment(clickhouse, question),
    ...toProductStore(clickhouse),
    countStored: () => countStored(clickhouse),
    ping: () => clickhouse.isReachable(),
    close: async () => {
      clearInterval(purging);
      await clickhouse.close();
      await stop();
    },
  };
}
