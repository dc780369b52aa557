import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  openWarehouse,
  partitionOf,
  type SegmentMember,
  type SegmentQuestion,
  type StoredEvent,
  toEventRow,
  toPersonRow,
  type Warehouse,
} from '@sillage/warehouse';
import { now, type RandomShop } from './random-shop.js';

/** A warehouse of its own for a test. */
export interface ShopOnDisk {
  warehouse: Warehouse;
  /** In blocks of a partition each, some of which are sent twice; parts merge only when ClickHouse thinks fit. */
  insert(shop: RandomShop, eventsOfBlock: number): Promise<void>;
  /** The visitors of each member, joined by spaces, in order. */
  list(question: SegmentQuestion): Promise<string[]>;
  close(): Promise<void>;
}

export async function openShop(): Promise<ShopOnDisk> {
  const directory = mkdtempSync(join(tmpdir(), 'sillage-segments-'));
  const warehouse = await openWarehouse({ kind: 'embedded', directory });
  return {
    warehouse,
    insert: (shop, eventsOfBlock) => insert(warehouse, shop, eventsOfBlock),
    list: (question) => list(warehouse, question),
    async close() {
      await warehouse.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function insert(warehouse: Warehouse, shop: RandomShop, eventsOfBlock: number): Promise<void> {
  const { events, links, catalogue = [] } = shop;
  const products = catalogue.map(({ revision, isRemoved, ...product }) => ({ revision, isRemoved, product }));
  await warehouse.putProducts(events[0]?.site ?? '', products, now);
  for (let from = 0; from < events.length; from += eventsOfBlock) {
    const chunk = events.slice(from, from + eventsOfBlock);
    for (const month of new Set(chunk.map(monthOf))) {
      const rows = chunk.filter((event) => monthOf(event) === month).map(toEventRow);
      const block = { table: 'events', token: randomUUID(), rows: toLines(rows) } as const;
      await warehouse.insert(block);
      if (from % 2 === 0) await warehouse.insert(block);
    }
  }
  if (links.length > 0) {
    await warehouse.insert({ table: 'persons', token: randomUUID(), rows: toLines(links.map(toPersonRow)) });
  }
}

const monthOf = ({ occurredAt }: StoredEvent) => partitionOf(occurredAt);
const toLines = (rows: readonly string[]) => Buffer.from(rows.map((row) => `${row}\n`).join(''));

async function list(warehouse: Warehouse, question: SegmentQuestion): Promise<string[]> {
  const lines = await text((await warehouse.segmentMembers({ ...question, format: 'jsonl' })).bytes);
  const members = lines.split('\n').filter(Boolean);
  return members.map((line) => (JSON.parse(line) as SegmentMember).visitors.join(' ')).sort();
}
