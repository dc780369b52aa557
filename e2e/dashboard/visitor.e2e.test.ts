import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { addColleague, type Colleague, findBarriers, fitsScreen, openDashboard } from '../harness/dashboard.js';
import { createEvent, createVisitor, type Visitor } from '../harness/sender.js';
import { useOffice } from '../harness/use-world.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useOffice();
let marketer: Colleague;
let admin: Colleague;
let visitor: Visitor;

/** A visitor with two pages, a product and a search. */
beforeAll(async () => {
  const { account, node, shop } = stage.world;
  visitor = await createVisitor(account, shop.origin, node.url);
  const events = [
    { type: 'page_view', path: '/tentes', title: '<b>Tentes</b>', topics: ['tentes'] },
    { type: 'product_view', product: { productId: 'P1', name: 'Tente Dôme', priceMinor: 12_345, currency: 'EUR' } },
    { type: 'search', query: 'tapis', resultCount: 3 },
  ];
  const now = Date.now() - 60_000;
  const made = events.map((event, place) => createEvent({ topics: ['tentes'], ...event }, now + place * 1000));
  expect((await visitor.send(node.url, made)).accepted).toBe(3);
  await waitUntil(async () => (await countEvents()) === 3);
  marketer = await addColleague(node, 'marketer');
  admin = await addColleague(node, 'admin');
});

async function countEvents(): Promise<number> {
  const [counted] = await stage.world.clickhouse.rows<{ n: number }>('SELECT count() AS n FROM sillage.events');
  return counted?.n ?? 0;
}

async function askReference(): Promise<string> {
  const { node, shop, account } = stage.world;
  const headers = { origin: shop.origin, cookie: visitor.cookie };
  const reply = await fetch(`${node.url}/v1/me/reference?site=${account.site}`, { headers });
  return ((await reply.json()) as { reference: string }).reference;
}

const open = (colleague: Colleague) =>
  openDashboard(stage.visit.context, stage.world.node, { path: 's/shop/visitor', colleague });

async function look(page: Page, reference: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Code donné par le visiteur' }).fill(reference);
  await page.keyboard.press('Enter');
}

it('shows by the visitor’s code who it is, what they did, their interests and why, without a barrier', async () => {
  const { page, complaints } = await open(marketer);
  await look(page, (await askReference()).toLowerCase());
  await page.locator('[data-state=granted]').waitFor();
  const [told] = await stage.world.clickhouse.rows<{ visits: number }>(
    'SELECT uniqExact(session) AS visits FROM sillage.events',
  );
  expect(await page.locator('[data-visits]').getAttribute('data-visits')).toBe(String(told?.visits));
  const visits = page.getByRole('region', { name: 'Visites' });
  await visits.getByText('<b>Tentes</b>').waitFor();
  await visits.getByText('tapis').waitFor();
  const interests = page.getByRole('region', { name: 'Intérêts, et pourquoi' });
  await interests
    .getByText(/Tente Dôme/)
    .first()
    .waitFor();
  await page.getByRole('region', { name: 'Preuves de consentement' }).getByText('personnalisation : oui').waitFor();
  await page.getByText('Chaque consultation est enregistrée').waitFor();
  expect(await page.getByRole('button', { name: 'Effacer', exact: true }).count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 800 });
  await fitsScreen(page);
  expect(complaints).toEqual([]);
});

it('says what is wrong with a code that is nobody’s, and finds a customer by id', async () => {
  const { page } = await open(marketer);
  await look(page, 'AAAAA-AAAAA');
  await page.getByRole('alert').getByText('Ce code n’est pas bon').waitFor();
  await page.getByRole('radio', { name: 'Numéro de client' }).check();
  await page.getByRole('textbox', { name: 'Numéro de client' }).fill('C-none');
  await page.keyboard.press('Enter');
  await page.getByText('Client C-none').waitFor();
  await page.getByText('Aucun choix connu', { exact: true }).waitFor();
});

it('exports the visitor as a file, erases them once it is typed out, and has recorded each look', async () => {
  const { page } = await open(admin);
  await look(page, await askReference());
  const exporting = page.getByRole('button', { name: 'Exporter tout en un fichier' });
  const [download] = await Promise.all([page.waitForEvent('download'), exporting.click()]);
  expect(JSON.parse(await readFile(await download.path(), 'utf8'))).toMatchObject({ isComplete: true });
  await page.getByRole('button', { name: 'Effacer', exact: true }).click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('button', { name: 'Effacer pour toujours' }).isDisabled()).toBe(true);
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('textbox').fill('EFFACER');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('C’est effacé').waitFor();
  await waitUntil(async () => (await countEvents()) === 0);
  const { looks } = (await (await page.request.get(`${stage.world.node.url}/dashboard/looks`)).json()) as {
    looks: { route: string; subject: string }[];
  };
  const routes = looks.slice(0, 3).map(({ route }) => route);
  expect(routes).toEqual(['/v1/subjects/erase', '/v1/subjects/export', '/v1/visitors/look']);
  expect(new Set(looks.slice(0, 3).map(({ subject }) => subject)).size).toBe(1);
});
