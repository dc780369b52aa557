import {
  type Block,
  type EventPlace,
  type EventRow,
  type ExemptCount,
  type LoadedTable,
  loadedTables,
  readEventRow,
  type VisitorRef,
  type Warehouse,
  WarehouseError,
  type Withdrawal,
} from '@sillage/warehouse';

/** A warehouse in memory with the semantics the loader relies on: a token counts once, a refused block not at all. */
export interface MemoryWarehouse extends Warehouse {
  readonly lines: Record<LoadedTable, string[]>;
  /** Names of the calls that were made, in order. */
  readonly calls: string[];
  readonly exempt: ExemptCount[];
  readonly erased: VisitorRef[];
  readonly withdrawn: Withdrawal[];
  /** Called before each call; what it throws, the call throws. */
  before: (call: string, block?: Block) => void;
}

const refuse = () => Promise.reject(new WarehouseError('unavailable', 'not part of what the loader uses'));
const none = (): AsyncIterable<never> => ({ [Symbol.asyncIterator]: () => ({ next: refuse }) });
const unused = {
  history: refuse,
  personFacts: refuse,
  eventFacts: refuse,
  consentsOf: refuse,
  customerIdsOf: refuse,
  subjectRows: none,
  subjectVisitors: refuse,
  countKept: refuse,
  forgetCustomer: refuse,
  personChanges: refuse,
  personNews: refuse,
  pastSessions: none,
  pastOrders: none,
  countSegment: refuse,
  segmentSize: refuse,
  noteSegmentSizes: refuse,
  segmentSizes: refuse,
  segmentMembers: refuse,
  isInSegment: refuse,
  readDefinitions: refuse,
  markDefinitions: refuse,
  changeDefinition: refuse,
  offerOutcomes: refuse,
  putProducts: refuse,
  keepProducts: refuse,
  removeOlderProducts: refuse,
  noteCatalogueChange: refuse,
  markCatalogues: refuse,
  readProducts: none,
  listProducts: refuse,
  learntProducts: refuse,
  seenProducts: refuse,
  exemptViews: refuse,
  segmentWorth: refuse,
  segmentOverlap: refuse,
  factValues: refuse,
  offerContacts: refuse,
  proofs: none,
  putBannerText: refuse,
  bannerTexts: refuse,
  consentCounts: refuse,
  report: refuse,
  reportCoverage: refuse,
  lifetimeState: refuse,
  lifetimeData: refuse,
  noteLifetimeModel: refuse,
  rejected: refuse,
  findComplaint: refuse,
  countStored: refuse,
};

export function createMemoryWarehouse(): MemoryWarehouse {
  const tokens = new Set<string>();
  const lines = Object.fromEntries(loadedTables.map((table) => [table, []])) as unknown as MemoryWarehouse['lines'];
  const events = () => lines.events.map(readEventRow);
  const warehouse: MemoryWarehouse = {
    lines,
    calls: [],
    exempt: [],
    erased: [],
    withdrawn: [],
    before: () => undefined,
    async insert(block: Block) {
      enter('insert', block);
      if (tokens.has(block.token)) return;
      tokens.add(block.token);
      lines[block.table].push(...block.rows.toString('utf8').split('\n').slice(0, -1));
    },
    async findStoredEvents(places: readonly EventPlace[]) {
      enter('findStoredEvents');
      const stored = new Set(events().map(({ site, id }) => `${site} ${id}`));
      return new Set(places.filter(({ site, id }) => stored.has(`${site} ${id}`)).map(({ id }) => id));
    },
    async findStoredOrders(site: string, orderIds: readonly string[]) {
      enter('findStoredOrders');
      const bought = events().filter((row) => row.site === site && row.orderId && orderIds.includes(row.orderId));
      return new Map(bought.map(({ orderId, id }) => [orderId as string, id]));
    },
    async findStoredRejections(site: string, eventIds: readonly string[]) {
      enter('findStoredRejections');
      const rows = lines.rejected_events.map((line) => JSON.parse(line) as { site: string; event_id: string });
      const stored = new Set(rows.filter((row) => row.site === site).map((row) => row.event_id));
      return new Set(eventIds.filter((id) => stored.has(id)));
    },
    async addExemptCounts(token: string, counts: readonly ExemptCount[]) {
      enter('addExemptCounts');
      if (tokens.has(token)) return;
      tokens.add(token);
      warehouse.exempt.push(...counts);
    },
    async erase(visitors: readonly VisitorRef[]) {
      enter('erase');
      warehouse.erased.push(...visitors);
      const gone = new Set(visitors.map(({ visitor }) => visitor));
      lines.events = lines.events.filter((line) => !gone.has(readEventRow(line).visitor));
    },
    async withdraw(withdrawals: readonly Withdrawal[]) {
      enter('withdraw');
      warehouse.withdrawn.push(...withdrawals);
    },
    ...toHeld(events, enter),
    ...unused,
    ping: async () => true,
    close: async () => undefined,
  };
  function enter(call: string, block?: Block): void {
    warehouse.calls.push(call);
    warehouse.before(call, block);
  }
  return warehouse;
}

/** What an erasure asks of what is stored. */
function toHeld(
  events: () => EventRow[],
  enter: (call: string) => void,
): Pick<MemoryWarehouse, 'recentEventIds' | 'heldVisitors'> {
  return {
    async recentEventIds(visitors) {
      enter('recentEventIds');
      const theirs = new Set(visitors.map(({ visitor }) => visitor));
      return events().flatMap(({ site, visitor, id }) => (theirs.has(visitor) ? { site, id } : []));
    },
    async heldVisitors(visitors) {
      enter('heldVisitors');
      const held = new Set(events().map(({ visitor }) => visitor));
      return visitors.filter(({ visitor }) => held.has(visitor));
    },
  };
}
