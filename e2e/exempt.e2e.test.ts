import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectDevice } from './harness/device.js';
import { waitUntilLoaded } from './harness/probe.js';
import { useWorld } from './harness/use-world.js';
import { choose, waitForGrant } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

const stage = useWorld({ settings: { logLevel: 'trace' }, siteSettings: { mode: 'exempt' } });
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

/** Every request that carries the address, good and bad. */
async function sendFrom(address: string): Promise<string> {
  const { node, shop, account } = stage.world;
  const headers = { origin: shop.origin, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64)', 'x-forwarded-for': address };
  const ask = (path: string, body?: unknown, more: Record<string, string> = {}) =>
    fetch(node.url + path, {
      headers: { ...headers, ...more },
      ...(body !== undefined && { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const choices = { measurement: 'granted', personalisation: 'granted' };
  const asked = { policyVersion: '1', language: 'fr', source: { name: 'api' }, gpc: false, sdk: 'e2e/0' };
  const consent = await ask('/v1/consent', { site: account.site, choices, ...asked });
  const cookie = consent.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const id = crypto.randomUUID();
  const own = { id, pageViewId: id, occurredAt: Date.now(), clockOffsetMs: 0, tab: 'tab00000', sequence: 1 };
  const events = [
    { ...own, type: 'page_view', path: '/known' },
    { ...own, type: 'teleport' },
  ];
  const batch = { site: account.site, sentAt: Date.now(), attempt: 1, sdk: 'e2e/0', events };
  const replies = [
    await ask('/v1/events', batch, { cookie }),
    await ask('/v1/events', batch, { cookie: 'forged' }),
    await ask('/v1/events', '{', { cookie }),
    await ask('/v1/exempt', { site: account.site, path: '/counted' }),
    await ask(`/v1/me?site=${account.site}`, undefined, { cookie }),
    await ask('/v1/nothing'),
  ];
  expect(replies.map(({ status }) => status)).toEqual([202, 202, 400, 204, 200, 404]);
  return cookie.split('=')[1] ?? '';
}

/** Tables with a row in which the text stands. */
async function findInTables(text: string): Promise<string[]> {
  const { clickhouse } = stage.world;
  const tables = await clickhouse.rows<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = 'sillage' AND engine LIKE '%MergeTree'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await clickhouse.rows<{ rows: number }>(
      `SELECT toUInt32(count()) AS rows FROM sillage.${name} WHERE position(toString(tuple(*)), {text:String}) > 0`,
      { text },
    );
    if (row?.rows !== 0) found.push(name);
  }
  return found;
}

it('case: No IP or id in the access log, and no IP in any table or file', async () => {
  const { node } = stage.world;
  const address = '203.0.113.77';
  const token = await sendFrom(address);
  await waitUntilLoaded(node);
  await waitUntil(async () => (await findInTables('/counted')).includes('exempt_views'));
  // the search does find what is there
  expect(await findInTables('/known')).toContain('events');
  expect(await findInTables(address)).toEqual([]);
  const log = node.child.output();
  expect(log).toContain('/v1/exempt');
  for (const secret of [address, token, '/counted', '/known']) expect(log).not.toContain(secret);
  await node.stop();
  const files = await readdir(node.directory, { recursive: true, withFileTypes: true });
  const holders: string[] = [];
  for (const file of files.filter((each) => each.isFile())) {
    const content = await readFile(join(file.parentPath, file.name));
    if (content.includes(address) || content.includes(Buffer.from([203, 0, 113, 77]))) holders.push(file.name);
  }
  expect(files.length).toBeGreaterThan(3);
  expect(holders).toEqual([]);
});
