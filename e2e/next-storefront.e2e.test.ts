import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createProfile, type Profile, type Visit } from './harness/chromium.js';
import type { ClickHouse } from './harness/clickhouse.js';
import { findEmbeddedEngine } from './harness/embedded-engine.js';
import { type NextStorefront, startNextStorefront } from './harness/next-storefront.js';
import { waitUntil } from './harness/wait-until.js';

let shop: NextStorefront;
let clickhouse: ClickHouse;
let profile: Profile;
let visit: Visit;

beforeAll(async () => {
  shop = await startNextStorefront();
  clickhouse = (await waitUntil(() => findEmbeddedEngine(shop.pid))).clickhouse;
}, 240_000);
afterAll(() => shop?.remove());

beforeEach(async () => {
  profile = await createProfile();
  visit = await profile.start();
});
afterEach(() => profile.remove());

const offer = 'Une nuit dehors ?';
const hero = '[data-sillage-slot=hero]';
const decisionOf = (html: string) => /data-sillage-slot="hero" data-sillage-decision="([\w-]+)"/.exec(html)?.[1];

/** Accepts, and looks at tents, so that the offer of their segment is for this visitor. */
async function lookAtTents(): Promise<Page> {
  const page = await visit.open(`${shop.origin}/`);
  expect(await page.locator(`${hero} h1`).textContent()).toBe('Dehors, longtemps.');
  await Promise.all([page.waitForResponse('**/v1/consent'), page.click('text=Accepter')]);
  await Promise.all([page.waitForResponse('**/v1/events'), page.goto(`${shop.origin}/tentes`)]);
  return page;
}

/** The home page as the server makes it for the same visitor: nothing of it runs. */
async function openWithoutScript(context: BrowserContext): Promise<Page> {
  const still = await visit.browser.newContext({ javaScriptEnabled: false });
  await still.addCookies(await context.cookies(shop.origin));
  const page = await still.newPage();
  await waitUntil(async () => {
    await page.goto(`${shop.origin}/`);
    return (await page.locator(`${hero} h1`).textContent()) === offer;
  });
  return page;
}

const findTold = (id: string) =>
  clickhouse.rows<{ type: string; decision: string }>(
    `SELECT toString(type) AS type, JSONExtractString(properties, 'decisionId') AS decision FROM sillage.events WHERE offer_id = {id:String}`,
    { id },
  );

/** What the page has told before is in ClickHouse once a page that it opens afterwards is. */
async function waitForAllOf(page: Page, path: string): Promise<void> {
  await page.goto(shop.origin + path);
  await waitUntil(async () => {
    const sql = 'SELECT id FROM sillage.events WHERE path = {path:String} LIMIT 1';
    return (await clickhouse.rows(sql, { path })).length === 1;
  });
}

it('renders the decision on the server; the browser adopts it, tells that it was seen, and asks for nothing', async () => {
  const page = await lookAtTents();
  const still = await openWithoutScript(page.context());
  expect(decisionOf(await still.content())).toBeDefined();
  expect(await still.locator(`${hero} [data-sillage-dismiss]`).count()).toBe(1);

  const asked: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/personalise')) asked.push(`${request.postData()}`);
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  const response = await page.goto(`${shop.origin}/`);
  const served = await response?.text();
  expect(served).toContain(offer);
  expect(response?.headers()['cache-control']).toContain('no-store');
  await page.waitForSelector(`${hero}[data-sillage-state=filled]`);
  await waitUntil(async () => (await findTold('tentes')).length === 1);
  expect(await page.locator(`${hero} h1`).textContent()).toBe(offer);
  await waitForAllOf(page, '/product/SAC-60');
  expect(await findTold('tentes')).toEqual([{ type: 'offer_exposed', decision: decisionOf(`${served}`) }]);
  expect(asked.filter((body) => body.includes('hero'))).toEqual([]);
  expect(faults).toEqual([]);
});

it('has the shop’s own content in it for who said nothing, and tells the server nothing of them', async () => {
  const asked: string[] = [];
  visit.context.on('request', (request) => {
    if (request.url().includes('/sillage/v1/')) asked.push(request.url());
  });
  const page = await visit.open(`${shop.origin}/`);
  await page.waitForSelector(`${hero}[data-sillage-state=own]`);
  expect(await page.locator(hero).innerHTML()).toContain('Dehors, longtemps.');
  expect(decisionOf(await page.content())).toBeUndefined();
  expect(asked).toEqual([]);
});

it('adopts what another page of the application brings, and is the shop of everybody after a withdrawal', async () => {
  const page = await lookAtTents();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  const title = page.locator(`${hero} h1`);
  await waitUntil(async () => {
    await page.click('nav >> text=Bivouac');
    await page.waitForSelector(`${hero}[data-sillage-state]`);
    if ((await title.textContent()) === offer) return true;
    await page.click('nav >> text=Sacs');
    await page.waitForSelector('[data-sillage-topics=sacs]');
    return false;
  });
  await page.click('text=Mes choix');
  await page.click('text=Refuser');
  await waitUntil(async () => (await title.textContent()) === 'Dehors, longtemps.');
  await page.click('nav >> text=Sacs');
  await page.waitForSelector('[data-sillage-topics=sacs]');
  await waitUntil(async () =>
    (await visit.context.cookies(shop.origin)).every(({ name }) => name !== '__Host-sillage'),
  );
  await page.click('nav >> text=Bivouac');
  await page.waitForSelector(`${hero}[data-sillage-state=own]`);
  expect(await title.textContent()).toBe('Dehors, longtemps.');
  expect(faults).toEqual([]);
});

it('has one address for each page of the shop, while the marketer’s page keeps its slash', async () => {
  const look = async (path: string) => {
    const { status, headers } = await fetch(shop.origin + path, { redirect: 'manual' });
    return [status, headers.get('location')];
  };
  expect(await look('/tentes')).toEqual([200, null]);
  expect(await look('/tentes/?couleur=verte')).toEqual([308, '/tentes?couleur=verte']);
  expect(await look('/product/TENTE-2/')).toEqual([308, '/product/TENTE-2']);
  expect(await look('/sillage/dashboard/')).toEqual([200, null]);
});

it('lets a component ask for and show its own slot', async () => {
  const page = await lookAtTents();
  await page.goto(`${shop.origin}/product/TENTE-2`);
  await page.click('text=Ajouter au panier');
  await page.waitForURL('**/cart');
  const beside = page.locator('.cart-offer');
  await waitUntil(async () => {
    await page.reload();
    await Promise.race([page.waitForSelector('text=Livraison offerte'), page.waitForTimeout(5000)]);
    return (await beside.textContent()) === 'Livraison offerte avec une tente.';
  });
  await waitUntil(async () => (await findTold('port')).some(({ type }) => type === 'offer_exposed'));
});
