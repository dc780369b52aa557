import { createEvent, createVisitor } from './sender.js';
import { waitUntil } from './wait-until.js';
import type { World } from './world.js';

/** What a visitor did, without its envelope. */
export interface Told {
  type: string;
  [field: string]: unknown;
}

export const viewOf = (path: string, ...topics: string[]): Told => ({ type: 'page_view', path, topics });

/** A line of a cart or an order. */
export const tent = { productId: 'T1', name: 'Tente Crête', priceMinor: 19_900, currency: 'EUR', quantity: 1 };

/** One visitor each, a minute ago, an event a second; resolves once all of it is in a ClickHouse that held nothing. */
export async function sendVisits(world: World, visits: readonly (readonly Told[])[]): Promise<void> {
  const { account, node, shop } = world;
  const from = Date.now() - 60_000;
  for (const visit of visits) {
    const visitor = await createVisitor(account, shop.origin, node.url);
    const events = visit.map((event, place) => createEvent(event, from + place * 1000));
    const { status, accepted } = await visitor.send(node.url, events);
    if (accepted !== events.length) throw new Error(`Of ${events.length} events ${accepted} were taken (${status}).`);
  }
  await waitForEvents(world, visits.flat().length);
}

/** Resolves once ClickHouse holds so many events. */
export async function waitForEvents({ clickhouse }: World, count: number): Promise<void> {
  const sql = 'SELECT count() AS n FROM sillage.events';
  await waitUntil(async () => (await clickhouse.rows<{ n: number }>(sql))[0]?.n === count);
}
