import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventRow, readEventRow, type Warehouse, WarehouseError } from '@sillage/warehouse';
import { type RecordView, recordFlags, rowText } from '../journal/record.js';

/** Places that one query looks up, and rows read in one turn of the event loop. */
const lookupSize = 2_000;

/** Rows refused one by one with none answered: then it is not the rows that are wrong. */
const hopelessRows = 32;

/** Records of a range, counted from 0 and rising. */
export interface KnownRows {
  /** Not to be loaded: ClickHouse or this range has them already. */
  known: number[];
  /** ClickHouse refuses to look them up: to load them might store them twice. */
  refused: number[];
}

/**
 * Looks up suspect events, and purchases, whose order another event may have brought. Asked when a range is formed,
 * never when it is sent again: then some of its own rows would be found.
 */
export async function findKnownRows(records: readonly RecordView[], warehouse: Warehouse): Promise<KnownRows> {
  const known = new Set<number>();
  const refused = new Set<number>();
  await addKnownEvents(records, warehouse, { known, refused });
  await addKnownOrders(records, warehouse, known);
  await addKnownRejections(records, warehouse, known);
  return { known: toRising(known), refused: toRising(refused) };
}

function toRising(numbers: Set<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}

interface Asked {
  index: number;
  row: EventRow;
}

async function addKnownEvents(
  records: readonly RecordView[],
  warehouse: Warehouse,
  { known, refused }: { known: Set<number>; refused: Set<number> },
): Promise<void> {
  const suspects = await readFlagged(records, recordFlags.suspect);
  if (suspects.length === 0) return;
  const firstOf = await findFirsts(records, suspects);
  const lookup = new EventLookup(warehouse, refused);
  for (let start = 0; start < suspects.length; start += lookupSize) {
    const asked = suspects.slice(start, start + lookupSize);
    const stored = await lookup.findStored(asked);
    for (const { index, row } of asked) {
      if (stored.has(row.id) || (firstOf.get(eventKey(row)) ?? index) < index) known.add(index);
    }
  }
}

class EventLookup {
  readonly #warehouse: Warehouse;
  readonly #refused: Set<number>;
  #answers = 0;

  constructor(warehouse: Warehouse, refused: Set<number>) {
    this.#warehouse = warehouse;
    this.#refused = refused;
  }

  /** A query that is refused is asked in halves, until the rows that are refused stand alone. */
  async findStored(asked: readonly Asked[]): Promise<Set<string>> {
    try {
      const stored = await this.#warehouse.findStoredEvents(asked.map(({ row }) => row));
      this.#answers += 1;
      return stored;
    } catch (error) {
      if (!(error instanceof WarehouseError) || error.code !== 'refused') throw error;
    }
    const [first] = asked;
    if (first && asked.length === 1) return this.#refuse(first);
    const middle = asked.length >> 1;
    const stored = await this.findStored(asked.slice(0, middle));
    for (const id of await this.findStored(asked.slice(middle))) stored.add(id);
    return stored;
  }

  #refuse({ index }: Asked): Set<string> {
    this.#refused.add(index);
    if (this.#answers === 0 && this.#refused.size >= hopelessRows) {
      throw new WarehouseError('unavailable', 'ClickHouse refuses every lookup of a range.');
    }
    return new Set();
  }
}

/** The first record of the range with the id of a suspect: it may be one that is not suspect itself. */
async function findFirsts(records: readonly RecordView[], suspects: readonly Asked[]): Promise<Map<string, number>> {
  const wanted = new Set(suspects.map(({ row }) => eventKey(row)));
  const firstOf = new Map<string, number>();
  for (const { index, row } of await readFlagged(records, 0)) {
    const key = eventKey(row);
    if (wanted.has(key) && !firstOf.has(key)) firstOf.set(key, index);
  }
  return firstOf;
}

async function addKnownOrders(records: readonly RecordView[], warehouse: Warehouse, known: Set<number>): Promise<void> {
  const purchases = (await readFlagged(records, recordFlags.purchase)).filter(({ index }) => !known.has(index));
  const bySite = new Map<string, Asked[]>();
  for (const purchase of purchases) {
    const ofSite = bySite.get(purchase.row.site);
    if (ofSite) ofSite.push(purchase);
    else bySite.set(purchase.row.site, [purchase]);
  }
  for (const [site, ofSite] of bySite) {
    const orders = new Set<string>();
    for (let start = 0; start < ofSite.length; start += lookupSize) {
      const asked = ofSite.slice(start, start + lookupSize);
      const stored = await warehouse.findStoredOrders(
        site,
        asked.map(({ row }) => row.orderId ?? ''),
      );
      for (const { index, row } of asked) {
        const orderId = row.orderId ?? '';
        if (stored.has(orderId) || orders.has(orderId)) known.add(index);
        orders.add(orderId);
      }
    }
  }
}

/** Of an import that is run again. */
async function addKnownRejections(
  records: readonly RecordView[],
  warehouse: Warehouse,
  known: Set<number>,
): Promise<void> {
  const bySite = new Map<string, Map<string, number[]>>();
  for (const [index, record] of records.entries()) {
    if (record.kind !== 'rejection' || (record.flags & recordFlags.suspect) === 0) continue;
    const { site, event_id: id } = JSON.parse(rowText(record)) as { site: string; event_id: string };
    const ofSite = bySite.get(site) ?? new Map<string, number[]>();
    bySite.set(site, ofSite.set(id, [...(ofSite.get(id) ?? []), index]));
  }
  for (const [site, ofSite] of bySite) {
    const stored = await warehouse.findStoredRejections(site, [...ofSite.keys()]);
    for (const [id, indexes] of ofSite)
      for (const index of stored.has(id) ? indexes : indexes.slice(1)) known.add(index);
  }
}

/** The events that carry all of these flags; with 0, all events. */
async function readFlagged(records: readonly RecordView[], flags: number): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const [index, record] of records.entries()) {
    if (record.kind !== 'event' || (record.flags & flags) !== flags) continue;
    asked.push({ index, row: readEventRow(rowText(record)) });
    if (asked.length % lookupSize === 0) await nextTurn();
  }
  return asked;
}

function eventKey(row: EventRow): string {
  return `${row.site} ${row.id}`;
}
