import { expect, it } from 'vitest';
import { inspectDevice } from './harness/device.js';
import { waitUntilLoaded } from './harness/probe.js';
import { useWorld } from './harness/use-world.js';
import { choose, waitForGrant } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

const stage = useWorld({ siteSettings: { mode: 'exempt' } });
const { open, sent } = stage;

const nothing = { cookies: [], localStorage: {}, sessionStorage: {}, indexedDb: {}, caches: [], serviceWorkers: [] };
const counted = () => sent().filter(({ path }) => path === '/v1/exempt');
const paths = () => counted().map(({ body }) => JSON.parse(body).path);
const waitForCounts = (count: number) => waitUntil(() => counted().filter(({ status }) => status > 0).length >= count);

async function openExempt(path = '/exempt') {
  const page = await open(path);
  await waitUntil(() => page.evaluate(() => document.readyState === 'complete'));
  return page;
}

async function goOn(page: Awaited<ReturnType<typeof open>>, path: string) {
  await page.goto(stage.world.shop.origin + path);
  await waitUntil(() => page.evaluate(() => document.readyState === 'complete'));
}

async function report(by: string): Promise<{ views: number; rows: unknown[]; few: unknown }> {
  const { node, account } = stage.world;
  const headers = { Authorization: `Bearer ${account.secretKey}` };
  return (await fetch(`${node.url}/v1/reports/exempt?site=${account.site}&by=${by}`, { headers })).json();
}

it('case: no choice, exempt mode: counts only, with nothing that tells one visitor from another', async () => {
  const page = await openExempt('/exempt?utm_source=news&email=jo@shop.example');
  await goOn(page, '/exempt/next');
  await goOn(page, '/bare');
  await waitForCounts(2);
  expect(paths()).toEqual(['/exempt', '/exempt/next']);
  for (const { headers, body, status } of counted()) {
    expect(status).toBe(204);
    expect(Object.keys(JSON.parse(body)).sort()).toEqual(['path', 'site']);
    expect(headers).not.toHaveProperty('cookie');
    expect(headers).not.toHaveProperty('referer');
    expect(headers).not.toHaveProperty('sillage-visitor');
  }
  expect(sent().filter(({ path }) => path !== '/v1/exempt')).toEqual([]);
  expect(await inspectDevice(page)).toEqual(nothing);
});

it('tells the counts to the shop, of which no row says two things of one view', async () => {
  await waitUntil(async () => (await report('day')).views === 2, { describe: () => 'two views' });
  expect(await report('path')).toMatchObject({ views: 2, rows: [], few: { values: 2, views: 2 } });
  const { clickhouse, node } = stage.world;
  const rows = await clickhouse.rows<{ dimension: string; value: string; views: number }>(
    `SELECT dimension, value, toUInt32(sum(views)) AS views FROM sillage.exempt_views
     GROUP BY dimension, value ORDER BY dimension, value`,
  );
  expect(rows).toEqual([
    { dimension: 'path', value: '/exempt', views: 1 },
    { dimension: 'path', value: '/exempt/next', views: 1 },
    { dimension: 'referrer', value: '', views: 2 },
    { dimension: 'device', value: 'desktop', views: 2 },
  ]);
  await waitUntilLoaded(node);
  const stored = await clickhouse.rows<{ rows: number }>(
    `SELECT toUInt32((SELECT count() FROM sillage.events) + (SELECT count() FROM sillage.consents) + (SELECT count() FROM sillage.rejected_events)) AS rows`,
  );
  expect(stored).toEqual([{ rows: 0 }]);
});

it('counts nothing of who objects, keeps the objection alone, and counts again when it is taken back', async () => {
  const page = await openExempt();
  const box = page.locator('[data-sillage-objection]');
  await box.check();
  await goOn(page, '/exempt/next');
  await goOn(page, '/exempt');
  expect(await box.isChecked()).toBe(true);
  expect((await inspectDevice(page)).localStorage).toEqual({ 'sillage:shop:objection': '1' });
  await box.uncheck();
  await goOn(page, '/bare');
  await waitForCounts(1);
  expect(paths()).toEqual(['/exempt']);
  expect(await inspectDevice(page)).toEqual(nothing);
});

it('leaves out who grants measurement, for that page is recorded, and who sends Global Privacy Control', async () => {
  const page = await openExempt();
  await choose(page, 'granted');
  await waitForGrant(page);
  await goOn(page, '/exempt/next');
  await choose(page, 'denied');
  await page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
  await goOn(page, '/exempt');
  await goOn(page, '/exempt/off');
  const other = await openExempt('/exempt/off');
  await goOn(other, '/exempt/next');
  await goOn(other, '/bare');
  await waitForCounts(2);
  // after the denial the page counts as any other; a tag without the attribute counts nothing
  expect(paths()).toEqual(['/exempt/next', '/exempt/next']);
});
