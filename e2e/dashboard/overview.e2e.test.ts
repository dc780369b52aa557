import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import {
  addColleague,
  type Colleague,
  findBarriers,
  fitsScreen,
  openDashboard,
  readFigure,
} from '../harness/dashboard.js';
import { createEvent, createShopServer, createVisitor } from '../harness/sender.js';
import { waitForEvents } from '../harness/sent-visits.js';
import { useOffice } from '../harness/use-world.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useOffice();
let colleague: Colleague;

/** Two visitors with three pages, a search for a formula that finds nothing, a page that is not there, and an order of the till. */
beforeAll(async () => {
  const { account, node, shop } = stage.world;
  const now = Date.now() - 60_000;
  const send = async (...events: { type: string; [field: string]: unknown }[]) => {
    const visitor = await createVisitor(account, shop.origin, node.url);
    const made = events.map((event, place) => createEvent(event, now + place * 1000));
    const { accepted } = await visitor.send(node.url, made);
    expect(accepted).toBe(events.length);
  };
  await send({ type: 'page_view', path: '/' }, { type: 'page_view', path: '/tentes' });
  const missing = createEvent({ type: 'page_view', path: '/nowhere' }, now);
  await send(missing, { type: 'custom', name: 'not_found', pageViewId: missing.id }, hostile);
  const order = { orderId: 'O1', currency: 'EUR', totalMinor: 12_345, lines: [line] };
  await createShopServer(account, 'till').send(node.url, [
    createEvent({ type: 'purchase', order, customerId: 'C1' }, now),
  ]);
  await waitForEvents(stage.world, 6);
  colleague = await addColleague(node, 'viewer');
});

const events = 'sillage.events';
const hostile = {
  type: 'search',
  query: '=HYPERLINK("http://evil.example")<img src=x onerror=alert(1)>',
  resultCount: 0,
};
const line = { productId: 'P1', name: 'Tente', priceMinor: 12_345, currency: 'EUR', quantity: 1 };

const open = (path = 's/shop/overview') => openDashboard(stage.visit.context, stage.world.node, { path, colleague });

const ready = (page: Page) => page.locator('[data-figure=visits]').waitFor();

it('shows the figures that SQL tells, each with its definition, coverage and time zone', async () => {
  const { page, complaints } = await open('');
  await ready(page);
  expect(new URL(page.url()).pathname).toBe('/dashboard/s/shop/overview');
  const [told] = await stage.world.clickhouse.rows<{ visits: number; pages: number; revenue: number }>(
    `SELECT uniqExactIf(session, channel = 'web') AS visits, countIf(type = 'page_view') AS pages,
       sum(ifNull(total_minor, 0)) / 100 AS revenue FROM ${events}`,
  );
  expect(await readFigure(page, 'overview', 'visits')).toBe(String(told?.visits));
  expect(await readFigure(page, 'overview', 'pageViews')).toBe(String(told?.pages));
  expect(await readFigure(page, 'overview', 'revenue')).toBe(`${String(told?.revenue).replace('.', ',')} €`);
  expect(told).toEqual({ visits: 2, pages: 3, revenue: 123.45 });

  const report = page.locator('[data-report=overview]');
  await report.getByText('Europe/Paris').waitFor();
  await report.getByText('Porte sur toutes les commandes, et sur les visites de qui a accepté la mesure').waitFor();
  await report.getByRole('button', { name: 'Définition : Conversion' }).click();
  await page.getByText('Part des visites pendant lesquelles').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-report=pages-not-found]').getByRole('cell', { name: '/nowhere' }).waitFor();
  expect(complaints).toEqual([]);
});

it('has no barrier for who uses a keyboard or a screen reader, on a phone in the dark and on a wide screen', async () => {
  const { page, complaints } = await open();
  await ready(page);
  await page.locator('[data-report=overview-by-day] [role=img]').scrollIntoViewIfNeeded();
  await page.locator('[data-report=overview-by-day] [role=img] svg').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.locator('[data-report=overview-by-day]').getByRole('button', { name: 'Voir en tableau' }).press('Enter');
  await page.locator('[data-report=overview-by-day] td').first().waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole('button', { name: 'Ouvrir le menu' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await fitsScreen(page);
  await page.getByRole('button', { name: 'Ouvrir le menu' }).press('Enter');
  await page.getByRole('dialog').getByRole('link', { name: 'Vue d’ensemble' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('keeps what was asked for in the address, and speaks English too', async () => {
  const { page } = await open();
  await ready(page);
  await page.getByLabel('Période', { exact: true }).selectOption('last7');
  await waitUntil(() => page.url().includes('period=last7'));
  await page.getByRole('button', { name: /^Compte de/ }).click();
  await page.getByLabel('Langue').selectOption('en');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect((await page.request.get(`${stage.world.node.url}/dashboard/session`)).status()).toBe(401);
});

it('follows the address: to days of one’s own, and back', async () => {
  const { page } = await open();
  await ready(page);
  const period = page.getByLabel('Période', { exact: true });
  const days = page.getByRole('button', { name: 'Premier et dernier jour' });
  await period.selectOption('last7');
  await waitUntil(() => page.url().includes('period=last7'));
  await period.selectOption('custom');
  await days.waitFor();
  await page.goBack();
  await days.waitFor({ state: 'detached' });
  expect(await period.inputValue()).toBe('last30');
  const visit = (search: string) =>
    page.evaluate(
      `history.pushState(null, '', location.pathname + '?${search}'); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  await visit('from=2026-01-02&to=2026-01-05');
  await days.getByText('5 janv. 2026').waitFor();
  await visit('from=2026-02-03&to=2026-02-06');
  await days.getByText('6 févr. 2026').waitFor();
});

it('offers every value of a filter that is set already', async () => {
  const { page } = await open('s/shop/overview?channel=web');
  await page.getByRole('button', { name: 'Filtres (1)' }).click();
  await page.getByLabel('Canal', { exact: true }).locator('option[value=till]').waitFor({ state: 'attached' });
  expect(await page.getByLabel('Canal', { exact: true }).locator('option').allTextContents()).toContain('Site');
});

it('shows and hands out what visitors typed as text', async () => {
  const { page, complaints } = await open();
  const report = page.locator('[data-report=searches-without-result]');
  await report.getByRole('cell', { name: '<img src=x onerror=alert(1)>' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    report.getByRole('button', { name: /^Télécharger en CSV/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^shop-searches-without-result-.*\.csv$/);
  expect(await readFile(await download.path(), 'utf8')).toContain(`"'=hyperlink(`);
  expect(complaints).toEqual([]);
});

it('brings files of at most 215 kB before the charts and 190 kB for them, all of it compressed', async () => {
  const nothingCached = await stage.visit.browser.newContext();
  const page = await nothingCached.newPage();
  const [sizes, ofCharts]: Promise<number>[][] = [[], []];
  page.on('requestfinished', (request) => {
    if (!request.url().includes('/assets/')) return;
    const isOfCharts = request.url().includes('echarts');
    (isOfCharts ? ofCharts : sizes)?.push(request.sizes().then((size) => size.responseBodySize));
  });
  await page.goto(`${stage.world.node.url}/dashboard/`);
  await page.locator('[name=email]').fill(colleague.email);
  await page.locator('[name=password]').fill(colleague.password);
  await page.keyboard.press('Enter');
  await ready(page);
  const sum = async (all: Promise<number>[] = []) => (await Promise.all(all)).reduce((bytes, size) => bytes + size, 0);
  expect(await sum(sizes)).toBeGreaterThan(50_000);
  expect(await sum(sizes)).toBeLessThanOrEqual(215_000);
  await page.locator('[data-report=overview-by-day] [role=img]').scrollIntoViewIfNeeded();
  await page.locator('[data-report=overview-by-day] [role=img] svg').waitFor();
  expect(await sum(ofCharts)).toBeGreaterThan(50_000);
  expect(await sum(ofCharts)).toBeLessThanOrEqual(190_000);
  await nothingCached.close();
});

it('lets one change one’s own password, which the current one must be known for', async () => {
  const marketer = await addColleague(stage.world.node, 'marketer');
  const { page } = await openDashboard(stage.visit.context, stage.world.node, {
    path: 's/shop/overview',
    colleague: marketer,
  });
  const next = 'another long password';
  await page.getByRole('button', { name: /^Compte de/ }).click();
  await page.getByRole('button', { name: 'Changer mon mot de passe' }).press('Enter');
  await page.keyboard.type('a wrong password');
  await page.locator('input[name=next]').fill(next);
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Le mot de passe actuel est faux.').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.locator('input[name=current]').fill(marketer.password);
  await page.keyboard.press('Enter');
  await page.getByText('Votre mot de passe est changé.').waitFor();
  await page.context().clearCookies();
  await openDashboard(stage.visit.context, stage.world.node, {
    path: 's/shop/overview',
    colleague: { ...marketer, password: next },
  });
});
