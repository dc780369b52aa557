import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createProfile, type Profile, type Visit } from './harness/chromium.js';
import type { ClickHouse } from './harness/clickhouse.js';
import { type DemoStore, startDemo } from './harness/demo.js';
import { browse, callShop, type DemoVisitor, enterDemo } from './harness/demo-visitor.js';
import { findEmbeddedEngine } from './harness/embedded-engine.js';
import { waitUntil } from './harness/wait-until.js';

let demo: DemoStore;
let clickhouse: ClickHouse;
let profile: Profile;
let visit: Visit;

beforeAll(async () => {
  demo = await startDemo({ shoppers: 30 });
  clickhouse = (await waitUntil(() => findEmbeddedEngine(demo.pid))).clickhouse;
});
afterAll(() => demo?.remove());

beforeEach(async () => {
  profile = await createProfile();
  visit = await profile.start();
});
afterEach(() => profile.remove());

const home = '/fr/';
const stationery = ['/fr/papeterie', '/fr/papeterie/carnets', '/fr/papeterie/stylos'];
const plainOrder = ['Parfums', 'Bagages', 'Maison', 'Papeterie'];

const rayonsOf = (page: Page) => page.locator('.rayons strong').allTextContents();
const heroOf = (page: Page) => page.locator('.hero h1').textContent();
const enter = async (minutesAgo?: number) => enterDemo(demo, await visit.browser.newContext(), minutesAgo);

/** A visitor who has gone through two rayons, one of them often enough for its segment. */
async function enterForStationery(minutesAgo: number): Promise<DemoVisitor> {
  const visitor = await enter(minutesAgo);
  await browse(demo, visitor.page, ...stationery, '/fr/maison');
  await waitUntil(async () => {
    const { interests, segments } = await visitor.ask();
    return segments.includes('papeterie') && interests.some(({ key }) => key === 'maison');
  });
  return visitor;
}

async function changeOffer(id: string, changes: object): Promise<void> {
  const {
    version: _,
    changedAt: __,
    ...offer
  } = (await callShop(demo, 'GET', `/v1/offers/${id}`)) as {
    version: number;
    changedAt: number;
  };
  await callShop(demo, 'PUT', `/v1/offers/${id}`, { ...offer, ...changes });
}

/** A salt by which the one is shown the offer and the other is not: drawn anew until it is so. */
async function drawArms(shown: DemoVisitor, heldOut: DemoVisitor): Promise<void> {
  const kindFor = async (visitor: DemoVisitor) => (await visitor.ask(['hero'])).decisions.hero?.kind;
  let draw = 0;
  await waitUntil(async () => {
    draw += 1;
    await changeOffer('papeterie', { cap: { exposures: 1, days: 7 }, holdout: 0.5, salt: `draw-${draw}` });
    return (await kindFor(shown)) === 'offer' && (await kindFor(heldOut)) === 'withheld';
  });
}

interface Told {
  type: string;
  visitor_id: string;
  times: number;
}

/** What ClickHouse holds of an offer, by kind of event and visitor. */
function findTold(offer: string): Promise<Told[]> {
  return clickhouse.rows<Told>(
    `SELECT toString(type) AS type, toString(visitor) AS visitor_id, count() AS times FROM sillage.events
     WHERE offer_id = {offer:String} GROUP BY type, visitor_id ORDER BY type`,
    { offer },
  );
}

/** What the page has told until now is in ClickHouse once a later search of the visitor's is. */
async function waitForAllOf(page: Page, query: string): Promise<void> {
  await browse(demo, page, `/fr/recherche?q=${query}`);
  await waitUntil(async () => {
    const sql = 'SELECT id FROM sillage.events WHERE search_query = {query:String} LIMIT 1';
    return (await clickhouse.rows(sql, { query })).length === 1;
  });
}

/** The home page is asked for again while a busy machine is late with the answer. */
async function openHomeUntil(page: Page, isSo: () => Promise<boolean>): Promise<void> {
  await waitUntil(async () => {
    await browse(demo, page, home);
    await page.waitForSelector('.hero[data-sillage-state]');
    return isSo();
  });
}

it('shows two visitors what their interests decide: one the offer, once; the other, held out, the shop as it is', async () => {
  const [shown, heldOut] = [await enterForStationery(60), await enterForStationery(60)];
  await drawArms(shown, heldOut);

  const { page } = shown;
  await openHomeUntil(page, async () => (await heroOf(page)) === 'Un carnet pour ce voyage-ci.');
  expect(await page.locator('.hero .why').textContent()).toContain('Parce que vous êtes souvent au rayon papeterie');
  await waitUntil(async () => (await findTold('papeterie')).length === 1);
  await openHomeUntil(page, async () => (await rayonsOf(page))[1] === 'Maison');
  expect(await rayonsOf(page)).toEqual(['Papeterie', 'Maison', 'Parfums', 'Bagages']);
  expect(await page.locator('.rayons .why').allTextContents()).toEqual([
    expect.stringMatching(/^Vous y êtes passé le \d+ \p{L}+\.$/u),
    expect.stringMatching(/^Vous y êtes passé le \d+ \p{L}+\.$/u),
  ]);

  await openHomeUntil(heldOut.page, async () => (await rayonsOf(heldOut.page))[0] === 'Papeterie');
  expect(await heroOf(heldOut.page)).toBe('Partir un peu, tous les jours.');
  await openHomeUntil(heldOut.page, async () => {
    await waitUntil(async () => (await findTold('papeterie')).length === 2, { timeoutMs: 5000 });
    return true;
  });

  const second = await shown.openTab();
  await browse(demo, second, '/fr/bagages');
  await waitUntil(async () => (await shown.ask()).visits === 2);
  await openHomeUntil(second, async () => (await rayonsOf(second))[0] === 'Papeterie');
  expect(await heroOf(second)).toBe('Partir un peu, tous les jours.');
  expect((await shown.ask(['hero'])).decisions.hero?.kind).toBe('default');

  for (const [index, one] of [page, second, heldOut.page].entries()) await waitForAllOf(one, `plume ${index}`);
  const told = await findTold('papeterie');
  expect(told.map(({ type, times }) => [type, times])).toEqual([
    ['offer_exposed', 1],
    ['offer_withheld', 1],
  ]);
  expect(told[0]?.visitor_id).not.toBe(told[1]?.visitor_id);
});

it('proposes products and says why, and is the shop of everybody after a withdrawal', async () => {
  const { page, token } = await enter();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/personalise')) asked.push(request.url());
  });
  await browse(demo, page, ...stationery, '/fr/parfums/eaux-de-parfum/figue-de-minuit');
  const recommended = page.locator('[data-section=recommended]');
  await openHomeUntil(page, () => recommended.isVisible());
  expect(await recommended.locator('h2').first().textContent()).toBe('Choisis pour vous');
  const reasons = await recommended.locator('.card .why').allTextContents();
  expect(reasons.length).toBeGreaterThanOrEqual(4);
  expect(reasons.filter((reason) => !/^(Vu par|Souvent|Très regardé|Vous l’avez|Du )/.test(reason))).toEqual([]);
  expect(asked.length).toBeGreaterThan(0);

  asked.length = 0;
  await page.evaluate('tarteaucitron.userInterface.respondAll(false)');
  await waitUntil(async () => (await recommended.locator('h2').textContent()) === "Le choix de l'équipage");
  await waitUntil(async () => (await token()) === undefined);
  await page.reload();
  await page.waitForSelector('.hero[data-sillage-state=own]');
  expect(await rayonsOf(page)).toEqual(plainOrder);
  expect(await page.locator('.why').count()).toBe(0);
  expect(await recommended.count()).toBe(0);
  expect(asked).toEqual([]);
});

it('reminds of a cart that was left for a while, until the visitor says no', async () => {
  await changeOffer('panier', { holdout: 0 });
  const visitor = await enter(30);
  await browse(demo, visitor.page, '/fr/bagages/sacs-week-end/week-end-marin');
  await visitor.page.click('form.buy button');
  await visitor.page.waitForURL('**/fr/panier');
  await waitUntil(async () => (await visitor.ask(['cart-reminder'])).decisions['cart-reminder']?.kind === 'offer');

  const page = await visitor.openTab();
  const reminder = page.locator('.reminder > div');
  await openHomeUntil(page, () => reminder.isVisible());
  expect(await reminder.locator('p').allTextContents()).toEqual([
    'Votre panier vous attend',
    'Parce que des articles attendent dans votre panier.',
  ]);
  await page.click('.reminder [data-sillage-dismiss]');
  expect(await page.locator('.reminder').count()).toBe(0);
  await waitUntil(async () => (await findTold('panier')).some(({ type }) => type === 'offer_dismissed'));
  expect((await visitor.ask(['cart-reminder'])).decisions['cart-reminder']?.kind).toBe('default');
});

it('shows a draft to who has the link, and tells nothing of it', async () => {
  const body = { fr: { title: 'Un brouillon' }, en: { title: 'A draft' } };
  const draft = { name: 'Draft', status: 'draft', slots: ['hero'], content: { hero: body } };
  await callShop(demo, 'PUT', '/v1/offers/brouillon', draft);
  const link = (await callShop(demo, 'POST', '/v1/offers/brouillon/preview')) as { parameter: string; value: string };
  const { page } = await enter();
  await waitUntil(async () => {
    await browse(demo, page, `${home}?${link.parameter}=${link.value}`);
    await page.waitForSelector('.hero[data-sillage-state]');
    return (await heroOf(page)) === 'Un brouillon';
  });
  await page.evaluate('new Promise((seen) => setTimeout(seen, 1500))');
  await waitForAllOf(page, 'brouillon');
  expect(await findTold('brouillon')).toEqual([]);
  await browse(demo, page, home);
  expect(await heroOf(page)).toBe('Partir un peu, tous les jours.');
});
