import {
  type ConsentStore,
  type ExemptStore,
  type HealthStore,
  type InsightStore,
  type LifetimeStore,
  type ProductStore,
  type ReportStore,
  type Warehouse,
  WarehouseError,
} from '@sillage/warehouse';

export interface ReconnectOptions {
  open(): Promise<Warehouse>;
  /** Resolves after so many milliseconds, or sooner when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
  /** An attempt failed; another follows. */
  onFailure(error: WarehouseError): void;
}

const longestWaitMs = 10_000;

/**
 * A warehouse that may come later: while ClickHouse is away at start, events are taken into the journal and every
 * method rejects as `unavailable`. What waiting does not mend (`too_old`, `locked`, `migration`, `refused`) rejects at
 * the first attempt.
 */
export async function openReconnecting(options: ReconnectOptions): Promise<Warehouse> {
  const stopping = new AbortController();
  let inner = await options.open().catch(passUnavailable);
  const opening = inner === undefined ? keepOpening() : Promise.resolve();

  async function keepOpening(): Promise<void> {
    for (let waitMs = 500; inner === undefined; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
      await options.wait(waitMs, stopping.signal);
      if (stopping.signal.aborted) return;
      inner = await options.open().catch(passAll);
    }
  }

  function passUnavailable(error: unknown): undefined {
    if (!(error instanceof WarehouseError) || error.code !== 'unavailable') throw error;
    options.onFailure(error);
  }

  function passAll(error: unknown): undefined {
    options.onFailure(error instanceof WarehouseError ? error : new WarehouseError('unavailable', String(error)));
  }

  async function current(): Promise<Warehouse> {
    if (inner === undefined) throw new WarehouseError('unavailable', 'ClickHouse has not answered since the start');
    return inner;
  }

  return {
    insert: async (block) => (await current()).insert(block),
    findStoredEvents: async (places) => (await current()).findStoredEvents(places),
    findStoredOrders: async (site, orderIds) => (await current()).findStoredOrders(site, orderIds),
    findStoredRejections: async (site, eventIds) => (await current()).findStoredRejections(site, eventIds),
    ...toReconnectingErasure(current),
    history: async (query) => (await current()).history(query),
    personFacts: async (query) => (await current()).personFacts(query),
    eventFacts: async (session) => (await current()).eventFacts(session),
    ...toReconnectingSubjects(current),
    ...toReconnectingPast(current),
    ...toReconnectingDefinitions(current),
    ...toReconnectingSegments(current),
    ...toReconnectingInsight(current),
    ...toReconnectingReports(current),
    ...toReconnectingPersons(current),
    ...toReconnectingProducts(current),
    ...toReconnectingExempt(current),
    ...toReconnectingReports(current),
    ...toReconnectingHealth(current),
    ...toReconnectingConsents(current),
    ...toReconnectingReports(current),
    ...toReconnectingLifetime(current),
    countStored: async () => (await current()).countStored(),
    ping: async () => inner?.ping() ?? false,
    close: async () => {
      stopping.abort();
      await opening;
      await inner?.close();
    },
  };
}

function toReconnectingPast(current: () => Promise<Warehouse>): Pick<Warehouse, 'pastSessions' | 'pastOrders'> {
  return {
    pastSessions: async function* (query) {
      yield* (await current()).pastSessions(query);
    },
    pastOrders: async function* (query) {
      yield* (await current()).pastOrders(query);
    },
  };
}

type DefinitionQuestions = 'readDefinitions' | 'markDefinitions' | 'changeDefinition' | 'offerOutcomes';

function toReconnectingDefinitions(current: () => Promise<Warehouse>): Pick<Warehouse, DefinitionQuestions> {
  return {
    readDefinitions: async () => (await current()).readDefinitions(),
    markDefinitions: async () => (await current()).markDefinitions(),
    changeDefinition: async (change) => (await current()).changeDefinition(change),
    offerOutcomes: async (query) => (await current()).offerOutcomes(query),
  };
}

type SegmentQuestions =
  | 'countSegment'
  | 'segmentSize'
  | 'noteSegmentSizes'
  | 'segmentSizes'
  | 'segmentMembers'
  | 'isInSegment';

function toReconnectingSegments(current: () => Promise<Warehouse>): Pick<Warehouse, SegmentQuestions> {
  return {
    countSegment: async (question) => (await current()).countSegment(question),
    segmentSize: async (question, signal) => (await current()).segmentSize(question, signal),
    noteSegmentSizes: async (sizes) => (await current()).noteSegmentSizes(sizes),
    segmentSizes: async (query) => (await current()).segmentSizes(query),
    segmentMembers: async (question) => (await current()).segmentMembers(question),
    isInSegment: async (question) => (await current()).isInSegment(question),
  };
}

function toReconnectingInsight(current: () => Promise<Warehouse>): InsightStore {
  return {
    segmentWorth: async (question) => (await current()).segmentWorth(question),
    segmentOverlap: async (question) => (await current()).segmentOverlap(question),
    factValues: async (query) => (await current()).factValues(query),
    offerContacts: async (query) => (await current()).offerContacts(query),
  };
}

function toReconnectingExempt(current: () => Promise<Warehouse>): ExemptStore {
  return {
    addExemptCounts: async (token, counts) => (await current()).addExemptCounts(token, counts),
    exemptViews: async (query) => (await current()).exemptViews(query),
  };
}

function toReconnectingReports(current: () => Promise<Warehouse>): ReportStore {
  return {
    report: async (report, question, signal) => (await current()).report(report, question, signal),
    reportCoverage: async (question, signal) => (await current()).reportCoverage(question, signal),
  };
}

function toReconnectingHealth(current: () => Promise<Warehouse>): HealthStore {
  return {
    rejected: async (query) => (await current()).rejected(query),
    findComplaint: async (site, id) => (await current()).findComplaint(site, id),
  };
}

function toReconnectingSubjects(
  current: () => Promise<Warehouse>,
): Pick<Warehouse, 'subjectRows' | 'subjectVisitors' | 'countKept' | 'forgetCustomer'> {
  return {
    subjectRows: async function* (query) {
      yield* (await current()).subjectRows(query);
    },
    subjectVisitors: async (site, customerId) => (await current()).subjectVisitors(site, customerId),
    countKept: async (query) => (await current()).countKept(query),
    forgetCustomer: async (site, customerIds) => (await current()).forgetCustomer(site, customerIds),
  };
}

function toReconnectingErasure(
  current: () => Promise<Warehouse>,
): Pick<Warehouse, 'erase' | 'recentEventIds' | 'heldVisitors' | 'withdraw'> {
  return {
    erase: async (visitors) => (await current()).erase(visitors),
    recentEventIds: async (visitors) => (await current()).recentEventIds(visitors),
    heldVisitors: async (visitors) => (await current()).heldVisitors(visitors),
    withdraw: async (withdrawals) => (await current()).withdraw(withdrawals),
  };
}

type PersonQueries = Pick<Warehouse, 'consentsOf' | 'customerIdsOf' | 'personChanges' | 'personNews'>;

function toReconnectingPersons(current: () => Promise<Warehouse>): PersonQueries {
  return {
    consentsOf: async (visitor) => (await current()).consentsOf(visitor),
    customerIdsOf: async (visitor) => (await current()).customerIdsOf(visitor),
    personChanges: async (query) => (await current()).personChanges(query),
    personNews: async (since) => (await current()).personNews(since),
  };
}

function toReconnectingProducts(current: () => Promise<Warehouse>): ProductStore {
  return {
    putProducts: async (site, changes, at) => (await current()).putProducts(site, changes, at),
    keepProducts: async (site, ids, revision) => (await current()).keepProducts(site, ids, revision),
    removeOlderProducts: async (site, before, revision) =>
      (await current()).removeOlderProducts(site, before, revision),
    noteCatalogueChange: async (change) => (await current()).noteCatalogueChange(change),
    markCatalogues: async () => (await current()).markCatalogues(),
    readProducts: async function* (query) {
      yield* (await current()).readProducts(query);
    },
    listProducts: async (query) => (await current()).listProducts(query),
    learntProducts: async (query) => (await current()).learntProducts(query),
    seenProducts: async (query) => (await current()).seenProducts(query),
  };
}

function toReconnectingConsents(current: () => Promise<Warehouse>): ConsentStore {
  return {
    proofs: async function* (query) {
      yield* (await current()).proofs(query);
    },
    putBannerText: async (site, text) => (await current()).putBannerText(site, text),
    bannerTexts: async (site) => (await current()).bannerTexts(site),
    consentCounts: async (query) => (await current()).consentCounts(query),
  };
}

function toReconnectingLifetime(current: () => Promise<Warehouse>): LifetimeStore {
  return {
    lifetimeState: async (question) => (await current()).lifetimeState(question),
    lifetimeData: async (question) => (await current()).lifetimeData(question),
    noteLifetimeModel: async (model) => (await current()).noteLifetimeModel(model),
  };
}
