import { ClickHouse } from './client/clickhouse.js';
import type { Connection, TlsOptions } from './client/connection.js';
import { Engine, type EngineEvent } from './engine/engine.js';
import { tellHistory } from './history/tell-history.js';
import { migrate } from './migrations/migrate.js';
import { changeDefinition } from './queries/change-definition.js';
import { toConsentStore } from './queries/consent-store.js';
import { consentsOf } from './queries/consents-of.js';
import { countStored } from './queries/count-stored.js';
import { customerIdsOf } from './queries/customer-ids-of.js';
import { eraseVisitors } from './queries/erase-visitors.js';
import { heldVisitors, recentEventIds } from './queries/erased-visitors.js';
import { eventFacts } from './queries/event-facts.js';
import { toExemptStore } from './queries/exempt-views.js';
import { findStoredEvents } from './queries/find-stored-events.js';
import { findStoredOrders } from './queries/find-stored-orders.js';
import { findStoredRejections } from './queries/find-stored-rejections.js';
import { forgetCustomer } from './queries/forget-customer.js';
import { toHealthStore } from './queries/health-store.js';
import { insertBlock } from './queries/insert-block.js';
import { toInsightStore } from './queries/insight-store.js';
import { toLifetimeStore } from './queries/lifetime-store.js';
import { offerOutcomes } from './queries/offer-outcomes.js';
import { pastOrders } from './queries/past-orders.js';
import { pastSessions } from './queries/past-sessions.js';
import { personChanges, personNews } from './queries/person-changes.js';
import { personFacts } from './queries/person-facts.js';
import { toProductStore } from './queries/product-store.js';
import { keepPurging } from './queries/purge-deleted.js';
import { markDefinitions, readDefinitions } from './queries/read-definitions.js';
import { countKept, subjectRows } from './queries/subject-rows.js';
import { subjectVisitors } from './queries/visitors-of-customer.js';
import { withdrawPurposes } from './queries/withdraw-purposes.js';
import { toReportStore } from './reports/run-report.js';
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
  /** See `PurgeOptions`. */
  purgeAfterMs?: number;
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
  /** See `PurgeOptions`. */
  purgeAfterMs?: number;
}

export type WarehouseOptions = EmbeddedOptions | ServerOptions;

const defaultDatabase = 'sillage';

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
  const { directory, memoryBytes, onEngineEvent, purgeAfterMs } = options;
  const engine = await Engine.start({
    directory,
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(onEngineEvent === undefined ? {} : { onEvent: onEngineEvent }),
  });
  const connection = () => ({ url: engine.url, headers: engine.headers, database: defaultDatabase });
  try {
    return { warehouse: await openAt(connection, { stop: () => engine.stop(), purgeAfterMs }), engine };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

function openServer(options: ServerOptions): Promise<Warehouse> {
  const { kind: _, database = defaultDatabase, purgeAfterMs, ...rest } = options;
  return openAt(() => ({ ...rest, database }), { stop: async () => {}, purgeAfterMs });
}

interface Upkeep {
  stop(): Promise<void>;
  purgeAfterMs: number | undefined;
}

async function openAt(connection: () => Connection, upkeep: Upkeep): Promise<Warehouse> {
  await makeDatabase(connection);
  const clickhouse = new ClickHouse(connection);
  try {
    await migrate(clickhouse);
  } catch (error) {
    await clickhouse.close();
    throw error;
  }
  return toWarehouse(clickhouse, upkeep);
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

function toWarehouse(clickhouse: ClickHouse, { stop, purgeAfterMs }: Upkeep): Warehouse {
  const purging = keepPurging(clickhouse, purgeAfterMs);
  return {
    insert: (block) => insertBlock(clickhouse, block),
    findStoredEvents: (places) => findStoredEvents(clickhouse, places),
    findStoredOrders: (site, orderIds) => findStoredOrders(clickhouse, site, orderIds),
    findStoredRejections: (site, eventIds) => findStoredRejections(clickhouse, site, eventIds),
    erase: (visitors) => eraseVisitors(clickhouse, visitors),
    recentEventIds: (visitors) => recentEventIds(clickhouse, visitors),
    heldVisitors: (visitors) => heldVisitors(clickhouse, visitors),
    withdraw: (withdrawals) => withdrawPurposes(clickhouse, withdrawals),
    history: (query) => tellHistory(clickhouse, query),
    personFacts: (query) => personFacts(clickhouse, query),
    eventFacts: (session) => eventFacts(clickhouse, session),
    consentsOf: (visitor) => consentsOf(clickhouse, visitor),
    customerIdsOf: (visitor) => customerIdsOf(clickhouse, visitor),
    subjectRows: (query) => subjectRows(clickhouse, query),
    subjectVisitors: (site, customerId) => subjectVisitors(clickhouse, site, customerId),
    countKept: (query) => countKept(clickhouse, query),
    forgetCustomer: (site, customerIds) => forgetCustomer(clickhouse, site, customerIds),
    personChanges: (query) => personChanges(clickhouse, query),
    personNews: (since) => personNews(clickhouse, since),
    pastSessions: (query) => pastSessions(clickhouse, query),
    pastOrders: (query) => pastOrders(clickhouse, query),
    readDefinitions: () => readDefinitions(clickhouse),
    markDefinitions: () => markDefinitions(clickhouse),
    changeDefinition: (change) => changeDefinition(clickhouse, change),
    offerOutcomes: (query) => offerOutcomes(clickhouse, query),
    countSegment: (question) => countSegment(clickhouse, question),
    segmentSize: (question, signal) => segmentSize(clickhouse, question, signal),
    noteSegmentSizes: (sizes) => noteSegmentSizes(clickhouse, sizes),
    segmentSizes: (query) => segmentSizes(clickhouse, query),
    segmentMembers: (question) => segmentMembers(clickhouse, question),
    isInSegment: (question) => isInSegment(clickhouse, question),
    ...toProductStore(clickhouse),
    ...toExemptStore(clickhouse),
    ...toConsentStore(clickhouse),
    ...toInsightStore(clickhouse),
    ...toReportStore(clickhouse),
    ...toLifetimeStore(clickhouse),
    ...toHealthStore(clickhouse),
    countStored: () => countStored(clickhouse),
    ping: () => clickhouse.isReachable(),
    close: async () => {
      purging.stop();
      await clickhouse.close();
      await stop();
    },
  };
}
