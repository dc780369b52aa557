import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createProfile } from './harness/chromium.js';
import { printFigure } from './harness/figure.js';
import { waitUntilLoaded } from './harness/probe.js';
import { createEvent, createShopServer, createVisitor } from './harness/sender.js';
import { choose, track, waitForStored } from './harness/visitor.js';
import { createWorld, type World } from './harness/world.js';

const dayMs = 86_400_000;
let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

async function storedRows(id: string): Promise<number> {
  const [row] = await world.clickhouse.rows<{ rows: number }>(
    'SELECT count() AS rows FROM sillage.events WHERE id = {id:UUID}',
    { id },
  );
  return row?.rows ?? 0;
}

/** Events in the table, and events that the view of sessions has counted. */
async function countEverywhere(): Promise<{ table: number; sessions: number }> {
  const [row] = await world.clickhouse.rows<{ table: number; sessions: number }>(
    `SELECT (SELECT count() FROM sillage.events WHERE NOT is_bot) AS table,
            (SELECT sum(events) FROM sillage.sessions) AS sessions`,
  );
  return row as { table: number; sessions: number };
}

async function expectSessionsToAgree() {
  const { table, sessions } = await countEverywhere();
  expect(table).toBeGreaterThan(0);
  expect(sessions).toBe(table);
}

it('stores an event once that comes back after the node has forgotten its id', async () => {
  const { node, shop, account } = world;
  const visitor = await createVisitor(account, shop.origin, node.url);
  const event = createEvent({ type: 'page_view', path: '/forgotten' }, Date.now() - 3 * dayMs);
  expect(await visitor.send(node.url, [event])).toMatchObject({ status: 202, accepted: 1 });
  await waitUntilLoaded(node);

  const forgetful = await world.addNode();
  expect(await visitor.send(forgetful.url, [event])).toMatchObject({ status: 202 });
  await waitUntilLoaded(forgetful);

  const rows = await storedRows(event.id);
  printFigure('exactly_once:forgotten_id', { events: 1, lost: rows === 0 ? 1 : 0, duplicates: rows - 1 });
  expect(rows).toBe(1);
  await expectSessionsToAgree();
});

it('stores an event once that was sent again through a second node', async () => {
  const { node, shop, account } = world;
  const visitor = await createVisitor(account, shop.origin, node.url);
  const events = Array.from({ length: 10 }, () => createEvent({ type: 'custom', name: 'second_node' }));
  expect(await visitor.send(node.url, events)).toMatchObject({ status: 202, accepted: 10 });
  await waitUntilLoaded(node);

  const second = await world.addNode();
  expect(await visitor.send(second.url, events, 2)).toMatchObject({ status: 202 });
  await waitUntilLoaded(second);

  const rows = await Promise.all(events.map((event) => storedRows(event.id)));
  const duplicates = rows.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  printFigure('exactly_once:second_node', { events: 10, lost: rows.filter((count) => count === 0).length, duplicates });
  expect(rows).toEqual(events.map(() => 1));
  await expectSessionsToAgree();
});

it('has one order for a thank-you page loaded three times with data layer and API, and the order from the server', async () => {
  const { node, shop, account } = world;
  const profile = await createProfile();
  onTestFinished(() => profile.remove());
  const visit = await profile.start();
  const page = await visit.open(`${shop.origin}/`);
  await choose(page, 'granted');
  for (let load = 0; load < 3; load += 1) await page.goto(`${shop.origin}/thanks`);
  await track(page, { name: 'thanked', count: 1 });
  await waitForStored(world, 'thanked');

  const server = createShopServer(account, 'server');
  const lines = [{ productId: 'TENT-2', quantity: 1, priceMinor: 12_900 }];
  const order = { orderId: 'C-1001', currency: 'EUR', totalMinor: 12_900, lines };
  const reply = await server.send(node.url, [createEvent({ type: 'purchase', order, customerId: 'K-7' })]);
  expect(reply).toMatchObject({ status: 202, rejected: [] });
  await waitUntilLoaded(node);

  const [counts] = await world.clickhouse.rows<{ events: number; orders: number; totalMinor: number }>(
    `SELECT (SELECT count() FROM sillage.events WHERE type = 'purchase' AND order_id = 'C-1001') AS events,
            (SELECT count() FROM sillage.orders WHERE order_id = 'C-1001') AS orders,
            (SELECT sum(total_minor) FROM sillage.orders WHERE order_id = 'C-1001') AS totalMinor`,
  );
  printFigure('exactly_once:order', { sentBy: 'data layer and API, three loads; server', ...counts });
  expect(counts).toEqual({ events: 1, orders: 1, totalMinor: 12_900 });
  await expectSessionsToAgree();
});
