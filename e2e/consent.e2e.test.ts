import { expect, it } from 'vitest';
import { inspectDevice } from './harness/device.js';
import { printFigure } from './harness/figure.js';
import { listPageViews, listWaiting, waitUntilLoaded } from './harness/probe.js';
import { useWorld } from './harness/use-world.js';
import { batchesWith, choose, goBack, track, waitForStored } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

const stage = useWorld();
const { open, sent } = stage;

/** The server has answered it: until then the browser would be right to send it again. */
const waitForWithdrawal = () =>
  waitUntil(() =>
    sent().some(({ path, body, status }) => path === '/v1/consent' && body.includes('denied') && status === 200),
  );

async function storedRows(where: string, parameters: Record<string, string> = {}): Promise<number> {
  await waitUntilLoaded(stage.world.node);
  const [row] = await stage.world.clickhouse.rows<{ rows: number }>(
    `SELECT count() AS rows FROM sillage.events WHERE ${where}`,
    parameters,
  );
  return row?.rows ?? 0;
}

/** Moves about and leaves, so that all that could be sent or kept would be. */
async function browse(path: string) {
  const page = await open(path);
  await track(page, { name: 'browsing', count: 3 });
  await page.mouse.wheel(0, 400);
  await page.goto(`${stage.world.shop.origin}/next`);
  await page.goto(`${stage.world.shop.origin}/product`);
  return page;
}

const nothing = { cookies: [], localStorage: {}, sessionStorage: {}, indexedDb: {}, caches: [], serviceWorkers: [] };

/** Leaves a page without the tag open, closes the rest, so that what a page sends as it goes has gone. */
async function leaveAll() {
  const bare = await open('/bare');
  for (const page of stage.visit.context.pages()) if (page !== bare) await page.close();
  return inspectDevice(bare);
}

it('leaves nothing on the device and sends nothing while no choice is made', async () => {
  await browse('/');
  expect(await leaveAll()).toEqual(nothing);
  await stage.visit.close();
  expect(sent()).toEqual([]);
});

it('case: Refuse: leaves the choice alone on the device, and sends nothing', async () => {
  const first = await open('/');
  await choose(first, 'denied');
  await browse('/');
  const device = await leaveAll();
  await stage.visit.close();
  const kept = Object.values(device.localStorage);
  const ids = kept.filter((value) => /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}|[A-Za-z0-9_-]{20,}/.test(value)).length;
  printFigure('consent:refused', {
    cookies: device.cookies.length,
    localStorage: kept.length,
    sessionStorage: Object.keys(device.sessionStorage).length,
    indexedDb: Object.keys(device.indexedDb).length,
    caches: device.caches.length,
    requests: sent().length,
    ids,
  });
  expect(sent()).toEqual([]);
  expect(kept).toHaveLength(1);
  expect(ids).toBe(0);
  expect({ ...device, localStorage: {} }).toEqual(nothing);
});

it('makes one visitor of the first grant in two tabs', async () => {
  const tabs = [await open('/'), await open('/next')];
  await Promise.all(tabs.map((tab) => choose(tab, 'granted')));
  await Promise.all(tabs.map((tab, index) => track(tab, { name: 'two_tabs', count: 5, from: index * 5 })));
  await waitUntil(async () => (await storedRows("name = 'two_tabs'")) === 10);
  const [row] = await stage.world.clickhouse.rows<{ visitors: number }>(
    "SELECT uniqExact(visitor) AS visitors FROM sillage.events WHERE name = 'two_tabs'",
  );
  printFigure('consent:two_tabs', { tabs: 2, visitors: row?.visitors ?? 0 });
  expect(row?.visitors).toBe(1);
});

it('case: Deny, browse, grant: starts with the current page view, and never sends what came before', async () => {
  const page = await open('/');
  await choose(page, 'denied');
  await track(page, { name: 'before_grant', count: 5 });
  await page.goto(`${stage.world.shop.origin}/product`);
  await track(page, { name: 'before_grant', count: 5, from: 5 });
  await choose(page, 'granted');
  await track(page, { name: 'after_grant', count: 1 });
  await waitForStored(stage.world, 'after_grant');
  expect(batchesWith(stage.world, 'before_grant')).toEqual([]);
  const views = sent().flatMap((request) => request.body.match(/"type":"page_view"/g) ?? []);
  expect(views).toHaveLength(1);
  expect(await storedRows("name = 'before_grant'")).toBe(0);
});

it('case: Withdraw with a request in flight: the queue is empty, the cookie gone, late events refused', async () => {
  const page = await open('/');
  await choose(page, 'granted');
  await track(page, { name: 'before_withdrawal', count: 1 });
  await waitForStored(stage.world, 'before_withdrawal');
  let release = () => {};
  stage.world.shop.collector.fault = { kind: 'stall', release: new Promise((resolve) => (release = resolve)) };
  await track(page, { name: 'in_flight', count: 10 });
  await waitUntil(() => batchesWith(stage.world, 'in_flight').length > 0);
  stage.world.shop.collector.fault = { kind: 'none' };
  await choose(page, 'denied');
  await waitForWithdrawal();
  release();
  await waitUntil(() => batchesWith(stage.world, 'in_flight').every((batch) => batch.status > 0));
  await waitUntil(async () => (await storedRows("name IN ('in_flight', 'before_withdrawal')")) === 0);
  const device = await inspectDevice(page);
  expect(device.cookies).toEqual([]);
  expect(device.indexedDb).toEqual({});
});

it('case: Withdraw offline with events waiting, then online: it is told, and nothing of what waited', async () => {
  const page = await open('/');
  await choose(page, 'granted');
  await track(page, { name: 'before_offline', count: 1 });
  await waitForStored(stage.world, 'before_offline');
  await stage.visit.context.setOffline(true);
  await track(page, { name: 'waiting', count: 5 });
  await waitUntil(async () => (await listWaiting(page)).length >= 5);
  await choose(page, 'denied');
  await waitUntil(async () => (await listWaiting(page)).length === 0);
  await stage.visit.context.setOffline(false);
  await waitForWithdrawal();
  await waitUntil(async () => (await storedRows("name = 'before_offline'")) === 0);
  await track(page, { name: 'waiting', count: 1, from: 5 });
  await page.goto(`${stage.world.shop.origin}/next`);
  const device = await leaveAll();
  await stage.visit.close();
  expect(batchesWith(stage.world, 'waiting')).toEqual([]);
  expect(device).toEqual({ ...nothing, localStorage: device.localStorage });
  expect(Object.keys(device.localStorage)).toEqual(['sillage:shop']);
});

it('case: Withdraw in tab B while A is open: A ends', async () => {
  const [a, b] = [await open('/'), await open('/next')];
  await choose(a, 'granted');
  await track(a, { name: 'tab_a', count: 1 });
  await waitForStored(stage.world, 'tab_a');
  await choose(b, 'denied');
  await waitForWithdrawal();
  await waitUntil(() => a.evaluate<boolean>('sillage.getState().purposes.length === 0'));
  stage.world.shop.collector.passed.length = 0;
  await track(a, { name: 'tab_a_after', count: 5 });
  await a.goto(`${stage.world.shop.origin}/product`);
  expect((await leaveAll()).indexedDb).toEqual({});
  await stage.visit.close();
  expect(batchesWith(stage.world, 'tab_a_after')).toEqual([]);
});

it('case: Withdraw, then back (bfcache): stays withdrawn', async () => {
  const page = await open('/');
  await choose(page, 'granted');
  await track(page, { name: 'bfcache', count: 1 });
  await waitForStored(stage.world, 'bfcache');
  await page.goto(`${stage.world.shop.origin}/next`);
  await choose(page, 'denied');
  await waitForWithdrawal();
  // what was not answered is told again by the page that is loaded again
  await waitUntil(() => page.evaluate<boolean>('sillage.getState().isSettled'));
  stage.world.shop.collector.passed.length = 0;
  await goBack(page); // the emptied database may have cost the page its place in the cache
  await track(page, { name: 'bfcache_after', count: 5 });
  await leaveAll();
  await stage.visit.close();
  expect(sent()).toEqual([]);
});

it('records a page view for a return from the back/forward cache', async () => {
  const page = await open('/');
  await choose(page, 'granted');
  for (const path of ['/next', '/product']) {
    await page.goto(stage.world.shop.origin + path);
    // what a page is still writing when it goes may cost it its place in the cache
    await track(page, { name: `at ${path}`, count: 1 });
    await waitForStored(stage.world, `at ${path}`);
    await waitUntil(async () => (await listWaiting(page)).length === 0);
    await page.waitForFunction(async () => (await navigator.locks.query()).held?.length === 0);
  }
  expect(await goBack(page)).toBe('from the cache');
  await track(page, { name: 'returned', count: 1 });
  await waitForStored(stage.world, 'returned');
  expect(await listPageViews(stage.world, 'returned')).toEqual(['/', '/next', '/product', '/next']);
});
