import type { Page } from 'playwright-core';
import { inspectDevice } from './device.js';
import { printFigure } from './figure.js';
import type { SillageNode } from './sillage.js';
import { waitUntil } from './wait-until.js';
import type { World } from './world.js';

/** How many of the numbered events of a name are missing, and how many rows there are beyond one each. */
export interface Delivery {
  events: number;
  lost: number;
  duplicates: number;
}

export interface Probe {
  name: string;
  expected: number;
  /** A page of the visitor who is back. */
  page: Page;
}

/** Waits until all are there and neither browser nor server has anything left to send, and counts. */
export async function countDelivered(world: World, { name, expected, page }: Probe): Promise<Delivery> {
  const isComplete = async () => (await countRows(world, name)).numbers >= expected;
  await waitUntil(isComplete, { timeoutMs: 45_000 }).catch(() => undefined); // the count tells what is missing
  await waitUntil(async () => (await listWaiting(page)).length === 0).catch(() => undefined);
  await waitUntilLoaded(world.node);
  const { rows, numbers } = await countRows(world, name);
  return { events: expected, lost: expected - numbers, duplicates: rows - numbers };
}

export function printDelivery(question: string, delivery: Delivery): void {
  printFigure(`fault:${question}`, { ...delivery });
}

/** Keys of the events that wait in the browser: on disk, and spilled by pages that left. */
export async function listWaiting(page: Page): Promise<string[]> {
  const device = await inspectDevice(page);
  const onDisk = Object.keys(device.indexedDb).filter((key) => key.includes('/events/'));
  const spilled = Object.keys(device.localStorage).filter((key) => key.includes('spill'));
  return [...onDisk, ...spilled];
}

async function countRows(world: World, name: string): Promise<{ rows: number; numbers: number }> {
  const [row] = await world.clickhouse.rows<{ rows: number; numbers: number }>(
    `SELECT count() AS rows, uniqExact(JSONExtractInt(properties, 'custom', 'n')) AS numbers
     FROM sillage.events WHERE type = 'custom' AND name = {name:String}`,
    { name },
  );
  return row as { rows: number; numbers: number };
}

/** The journal of a node has nothing that ClickHouse has not confirmed: the views have counted it too. */
export async function waitUntilLoaded(node: SillageNode): Promise<void> {
  await waitUntil(async () => {
    const metrics = await (await fetch(`${node.url}/metrics`)).text();
    return /^sillage_journal_unloaded_bytes 0$/m.test(metrics);
  });
}

/** Paths of the page views of the visitor who tracked an event of this name, oldest first. */
export async function listPageViews(world: World, name: string): Promise<string[]> {
  await waitUntilLoaded(world.node);
  const rows = await world.clickhouse.rows<{ path: string }>(
    `SELECT path FROM sillage.events
     WHERE type = 'page_view' AND visitor IN (SELECT visitor FROM sillage.events WHERE name = {name:String})
     ORDER BY ts, sequence`,
    { name },
  );
  return rows.map((row) => row.path);
}
