import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
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
import { useOffice } from '../harness/use-world.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useOffice();
const command = createRequire(import.meta.url).resolve('@sillage/server/command');
const now = new Date();

interface PlacedOrder {
  id: string;
  customer: string;
  time: string;
  price: string;
}

/**
 * Forty customers of the last eleven whole months: customer `n` first buys on day 3 to 27 of the month `n % 8`, then every first, second or
 * third month, one to five orders in all, each of 20 to 59 euros.
 */
const orders: PlacedOrder[] = Array.from({ length: 40 }, (_, n) =>
  Array.from({ length: 1 + (n % 5) }, (_, k) => ({ n, k, month: (n % 8) + k * (1 + (n % 3)) })),
)
  .flat()
  .filter(({ month }) => month < 11)
  .map(({ n, k, month }) => ({
    id: `O${n}-${k}`,
    customer: `C${n}`,
    time: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11 + month, 3 + (n % 25), 12)).toISOString(),
    price: `${20 + n}.00`,
  }));

let colleague: Colleague;
beforeAll(async () => {
  const { node, clickhouse } = stage.world;
  const file = join(node.directory, 'orders.csv');
  const lines = orders.map(({ id, customer, time, price }) => [id, customer, time, 'P1', 1, price].join(';'));
  await writeFile(file, ['Order;Customer;Date;Sku;Qty;Price', ...lines].join('\n'));
  const map = 'order=Order,customer=Customer,time=Date,item=Sku,quantity=Qty,price=Price';
  const env = { ...process.env, SILLAGE_CONFIG: join(node.directory, 'sillage.json') };
  await promisify(execFile)(command, ['import', file, '--map', map], { env });
  const held = 'SELECT count() AS n FROM sillage.orders FINAL';
  await waitUntil(async () => (await clickhouse.rows<{ n: number }>(held))[0]?.n === orders.length);
  await noteFit('EUR', {
    reason: '',
    persons: 40,
    parameters: [0.55, 10.58, 0.76, 2.43, -150, 6, 4, 1500],
    expected: 21,
  });
  await noteFit('USD', { reason: 'too_few_persons', persons: 12, parameters: Array<number>(8).fill(0), expected: 0 });
  colleague = await addColleague(node, 'marketer');
});

interface Fit {
  reason: string;
  persons: number;
  /** r, alpha, a, b, log-likelihood, p, q, gamma. */
  parameters: number[];
  expected: number;
}

/** As the node notes a fit a minute and a half after its start. */
async function noteFit(currency: string, { reason, persons, parameters, expected }: Fit): Promise<void> {
  const check = expected === 0 ? [0, 0, 0] : [12, expected, 20];
  await stage.world.clickhouse.rows(
    `INSERT INTO sillage.lifetime_models SELECT 'shop', now64(3), today() - 1, {currency:String}, {reason:String}, ${persons}, 5,
      ${orders.length}, ${[...parameters, ...check].join(', ')}`,
    { currency, reason },
  );
}

/** Ten reports, of which a node makes two at a time, are asked for by every page that is opened. */
const patienceMs = 60_000;

async function open(search = '', as = colleague) {
  const path = `s/shop/loyalty?compare=none${search}`;
  const opened = await openDashboard(stage.visit.context, stage.world.node, { path, colleague: as });
  opened.page.setDefaultTimeout(patienceMs);
  return opened;
}

const part = (page: Page, name: string) => page.locator(`[data-report="${name}"]`);
const cells = (page: Page, name: string, column: string) =>
  part(page, name).locator(`td[data-column=${column}]`).allTextContents();

it('shows the cohorts and the customers of imported orders as SQL tells them', async () => {
  const { page, complaints } = await open('&from=2026-01-01&to=2026-01-31');
  await page.getByRole('button', { name: 'Voir douze mois' }).press('Enter');
  await waitUntil(async () => (await page.getByLabel('Période', { exact: true }).inputValue()) === 'last365');
  await part(page, 'retention').locator('[role=img] svg text').first().waitFor();
  await part(page, 'retention').getByRole('button', { name: 'Voir en tableau' }).press('Enter');
  await part(page, 'retention').locator('td').first().waitFor();
  const [told] = await stage.world.clickhouse.rows<{ persons: number; active: number }>(
    `SELECT count() AS persons, countIf(has(months, addMonths(first, 1))) AS active FROM (
      SELECT groupUniqArray(toStartOfMonth(toDate(ts, 'Europe/Paris'))) AS months, arrayMin(months) AS first
      FROM sillage.orders FINAL GROUP BY customer_id)
    GROUP BY first ORDER BY first LIMIT 1`,
  );
  const persons = await cells(page, 'retention', 'persons');
  const active = await cells(page, 'retention', 'active');
  expect([persons[0], active[0], active[1]]).toEqual([told?.persons, told?.persons, told?.active].map(String));
  expect(told?.persons).toBe(5);

  const [best] = await stage.world.clickhouse.rows<{ customer: string; spent: number }>(
    `SELECT customer_id AS customer, sum(total_minor) / 100 AS spent FROM sillage.orders FINAL
     GROUP BY customer ORDER BY spent DESC, customer LIMIT 1`,
  );
  await part(page, 'customer-value').getByLabel('Trier par', { exact: true }).selectOption('revenue');
  await part(page, 'customer-value')
    .getByRole('cell', { name: best?.customer ?? '', exact: true })
    .waitFor();
  const [spent] = await cells(page, 'customer-value', 'revenue');
  expect(spent?.replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(`${best?.spent},00 €`);
  const [probability] = await cells(page, 'customer-value', 'probability');
  expect(probability).toMatch(/^\d+(,\d)?\s%$/);
  expect(complaints).toEqual([]);
});

it('says how well the model did, and what there is too little of', async () => {
  const { page } = await open();
  const model = part(page, 'lifetime-model');
  await model.getByText('l’écart est d’un cinquième', { exact: false }).waitFor();
  expect(await readFigure(page, 'lifetime-model', 'holdoutTransactions')).toBe('20');
  await model.getByRole('button', { name: 'Définition : Le modèle de valeur' }).click();
  await page.getByText('paramètres de plus grande vraisemblance').waitFor();
  await page.goto(`${page.url().split('?')[0]}?compare=none&currency=USD`);
  await model.getByText('12 personnes ont commandé : il en faut 30.').waitFor();
  await part(page, 'retention').getByText('importez les vôtres').waitFor();
  await part(page, 'customer-value').getByText('Aucune commande d’un client connu').waitFor();
});

it('hands out a file, and keeps customers from who may not see them', async () => {
  const { page } = await open();
  const report = part(page, 'tenure');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    report.getByRole('button', { name: /^Télécharger en CSV/ }).press('Enter'),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain('under_3_months');
  const viewer = await addColleague(stage.world.node, 'viewer');
  await page.context().clearCookies();
  const other = await open('', viewer);
  await other.page.getByText('votre rôle ne le permet pas').waitFor();
  expect(await part(other.page, 'customer-value').count()).toBe(0);
});

it('has no barrier, on a phone in the dark and on a wide screen', async () => {
  const { page, complaints } = await open('&period=last365');
  for (const name of ['retention', 'attrition', 'rfm', 'tenure', 'profit-distribution']) {
    // while it loads another stands in its place
    await waitUntil(async () => {
      await part(page, name).locator('[role=img]').first().scrollIntoViewIfNeeded({ timeout: 1_000 });
      return true;
    });
    await part(page, name).locator('[role=img] svg').first().waitFor();
  }
  await part(page, 'customer-value').locator('td').first().waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole('button', { name: 'Ouvrir le menu' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await fitsScreen(page);
  expect(complaints).toEqual([]);
});
