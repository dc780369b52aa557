import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { addColleague, type Colleague, findBarriers, findPhoneFaults, openDashboard } from '../harness/dashboard.js';
import { sendVisits, type Told, tent, viewOf } from '../harness/sent-visits.js';
import { useOffice } from '../harness/use-world.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useOffice();
let colleague: Colleague;

const see = { type: 'product_view', product: tent, topics: ['tentes/ultra'] };

/** Ann looks at tents and leaves; Bob comes by the home page and orders one; Eve looks at lamps. */
const visits: Told[][] = [
  [viewOf('/tentes', 'tentes'), viewOf('/tentes/t1', 'tentes/ultra'), see],
  [
    viewOf('/'),
    viewOf('/tentes', 'tentes'),
    see,
    { type: 'cart_add', line: tent },
    { type: 'checkout_start', lines: [tent] },
    { type: 'purchase', order: { orderId: 'O1', currency: 'EUR', totalMinor: 19_900, lines: [tent] } },
  ],
  [viewOf('/lampes', 'lampes')],
];

beforeAll(async () => {
  await sendVisits(stage.world, visits);
  colleague = await addColleague(stage.world.node, 'marketer');
});

const open = (path: string) =>
  openDashboard(stage.visit.context, stage.world.node, { path: `s/shop/${path}`, colleague });
const reportOf = (page: Page, name: string) => page.locator(`[data-report=${name}]`);
const rowOf = (report: Locator, name: string) =>
  report.getByRole('row').filter({ has: report.page().getByText(name, { exact: true }) });
const cellOf = (row: Locator, column: string) => row.locator(`[data-column=${column}]`).textContent();
const showTable = (report: Locator) => report.getByRole('button', { name: 'Voir en tableau' }).press('Enter');

async function told<Row>(sql: string): Promise<Row> {
  const [row] = await stage.world.clickhouse.rows<Row>(sql);
  return row as Row;
}

it('tells the interests that SQL tells, and what stands behind one', async () => {
  const { page, complaints } = await open('interests');
  const report = reportOf(page, 'interests');
  await report.locator('[role=img] svg').waitFor();
  await showTable(report);
  const row = rowOf(report, 'tentes');
  const sql = await told<{ visitors: number; views: number }>(
    `SELECT uniqExact(visitor) AS visitors, count() AS views FROM sillage.events
     WHERE type = 'page_view' AND arrayExists(topic -> topic = 'tentes' OR startsWith(topic, 'tentes/'), topics)`,
  );
  expect(sql).toEqual({ visitors: 2, views: 3 });
  expect(await cellOf(row, 'visitors')).toBe(String(sql.visitors));
  expect(await cellOf(row, 'views')).toBe(String(sql.views));
  expect(await findBarriers(page)).toEqual([]);

  await row.getByRole('link', { name: 'tentes' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: /Rayon.*tentes/ }).waitFor();
  await reportOf(page, 'topic-products').getByRole('cell', { name: 'T1', exact: true }).waitFor();
  await reportOf(page, 'topic-pages').getByRole('cell', { name: '/tentes/t1' }).waitFor();
  await waitUntil(async () => (await reportOf(page, 'topic-visitors').locator('tbody tr').count()) === sql.visitors);
  expect(await findPhoneFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('renames a topic, by the keyboard, at once and for good', async () => {
  const { page, complaints } = await open('interests');
  const names = page.getByRole('region', { name: 'Renommer, joindre et masquer des rayons' });
  await names.getByRole('button', { name: 'Ajouter un rayon' }).press('Enter');
  await names.locator('input').first().fill('tentes');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await names.locator('input').nth(1).fill('bivouac');
  await page.keyboard.press('Escape');
  await names.getByRole('button', { name: 'Enregistrer' }).press('Enter');
  await names.getByText('Les rayons sont enregistrés.').waitFor();
  await showTable(reportOf(page, 'interests'));
  const row = rowOf(reportOf(page, 'interests'), 'bivouac');
  expect(await cellOf(row, 'visitors')).toBe('2');
  expect(await rowOf(reportOf(page, 'interests'), 'tentes').count()).toBe(0);
  await rowOf(reportOf(page, 'interests'), 'bivouac/ultra').waitFor();
  expect(await findPhoneFaults(page)).toEqual([]);

  await page.reload();
  await names.locator('input').nth(1).waitFor();
  expect(await names.locator('input').nth(1).inputValue()).toBe('bivouac');
  expect(complaints).toEqual([]);
});

it('tells the steps of the funnel that SQL tells', async () => {
  const { page, complaints } = await open('funnel');
  await page.setViewportSize({ width: 1280, height: 800 });
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await page.getByRole('navigation').getByRole('link', { name: title, exact: true }).waitFor();
  const report = reportOf(page, 'funnel');
  await report
    .locator('[role=img] svg')
    .getByText(/Commande/)
    .waitFor();
  await showTable(report);
  const sql = await told<Record<string, number>>(
    `SELECT uniqExact(session) AS "Page",
       uniqExactIf(session, type IN ('product_view', 'cart_add', 'checkout_start', 'purchase')) AS "Fiche produit",
       uniqExactIf(session, type IN ('cart_add', 'checkout_start', 'purchase')) AS "Panier",
       uniqExactIf(session, type IN ('checkout_start', 'purchase')) AS "Paiement",
       uniqExactIf(session, type = 'purchase') AS "Commande" FROM sillage.events`,
  );
  expect(Object.values(sql)).toEqual([3, 2, 1, 1, 1]);
  await report.locator('td').first().waitFor();
  const rows = await report.locator('tbody tr').all();
  const shown = rows.map(async (row) => [await cellOf(row, 'step'), Number(await cellOf(row, 'visits'))]);
  expect(await Promise.all(shown)).toEqual(Object.entries(sql));
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('tells what comes before and after a page, and a topic', async () => {
  const { page, complaints } = await open('funnel');
  const [before, next] = [reportOf(page, 'path-before'), reportOf(page, 'path-next')];
  await next.getByRole('cell', { name: '/tentes' }).waitFor();
  await page.getByLabel('Chemin ou rayon').fill('/tentes');
  await page.keyboard.press('Enter');
  await next.getByRole('cell', { name: '/tentes/t1' }).waitFor();
  await next.getByRole('cell', { name: '(début ou fin de la visite)' }).waitFor();
  await before.getByRole('cell', { name: '/', exact: true }).waitFor();

  await page.getByLabel('De quoi').selectOption('topic');
  await page.getByLabel('Chemin ou rayon').fill('lampes');
  await page.keyboard.press('Enter');
  await next.getByRole('cell', { name: '(début ou fin de la visite)' }).waitFor();
  await waitUntil(async () => (await next.locator('tbody tr').count()) === 1);
  expect(await findPhoneFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
