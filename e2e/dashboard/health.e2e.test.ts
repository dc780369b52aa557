import { beforeAll, expect, it } from 'vitest';
import { addColleague, type Colleague, findBarriers, fitsScreen, openDashboard } from '../harness/dashboard.js';
import { createEvent, createVisitor } from '../harness/sender.js';
import { useOffice } from '../harness/use-world.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useOffice();
let viewer: Colleague;
let admin: Colleague;

/** Two pages and a product that the catalogue does not have, one of them sent twice, and three that are refused. */
beforeAll(async () => {
  const { account, node, shop, clickhouse } = stage.world;
  const visitor = await createVisitor(account, shop.origin, node.url);
  const product = { productId: 'P-unknown', name: 'Tente' };
  const good = [
    { type: 'page_view', path: '/' },
    { type: 'page_view', path: '/tentes/dome' },
    { type: 'product_view', product },
  ].map((event) => createEvent(event));
  const bad = [{ type: 'whatever', note: '<i>x</i>' }, { type: 'whatever' }, { type: 'search' }].map((event) =>
    createEvent(event),
  );
  await visitor.send(node.url, [...good, ...bad]);
  expect(await visitor.send(node.url, good.slice(0, 1), 2)).toMatchObject({ duplicates: 1 });
  const count = async (table: string) =>
    (await clickhouse.rows<{ n: number }>(`SELECT count() AS n FROM sillage.${table}`))[0]?.n;
  await waitUntil(async () => (await count('events')) === 3 && (await count('rejected_events')) === 3);
  viewer = await addColleague(node, 'viewer');
  admin = await addColleague(node, 'admin');
});

const open = (colleague: Colleague) =>
  openDashboard(stage.visit.context, stage.world.node, { path: 's/shop/health', colleague });

it('tells a viewer how much came, was refused and doesn’t match, in words, and shows no example', async () => {
  const { page, complaints } = await open(viewer);
  await page.locator('[data-figure=duplicates]').waitFor();
  expect(await page.locator('[data-figure=accepted]').textContent()).toBe('3');
  expect(await page.locator('[data-figure=duplicates]').textContent()).toBe('1');
  const [told] = await stage.world.clickhouse.rows<{ n: number }>(
    `SELECT count() AS n FROM sillage.rejected_events WHERE reason = 'unknown_type'`,
  );
  const refused = page
    .locator('[data-report=refusals-by-reason]')
    .getByRole('row', { name: /Type d’événement inconnu/ });
  expect(await refused.locator('[data-column=events]').textContent()).toBe(String(told?.n));
  expect(await page.getByRole('button', { name: /^Exemples/ }).count()).toBe(0);
  await page.locator('[data-report=refusals-by-reason]').getByText('Porte sur tout ce qui a été reçu.').waitFor();
  await page.locator('[data-report=consent-rates]').getByText('Porte sur tous les choix').waitFor();
  const checks = page.locator('[data-report=setup-check]');
  await checks.getByText('Pages vues qui disent leur rayon').waitFor();
  for (const check of await checks.locator('td span[title]').all()) {
    expect(await check.textContent()).not.toBe(await check.getAttribute('title'));
  }
  await page.locator('[data-report=setup-pages]').getByRole('cell', { name: '/tentes/*' }).waitFor();
  await page.locator('[data-report=consent-rates] td').first().waitFor();
  await page.getByRole('cell', { name: 'P-unknown' }).waitFor();
  await page.locator('[data-report=events-by-day] [role=img]').scrollIntoViewIfNeeded();
  await page.locator('[data-report=events-by-day] [role=img] svg').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 800 });
  await fitsScreen(page);
  expect(complaints).toEqual([]);
});

it('shows an admin what was refused, as text, and sends it again', async () => {
  const { page, complaints } = await open(admin);
  await page.getByRole('button', { name: 'Exemples : Type d’événement inconnu' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('<i>x</i>').waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Renvoyer ceux de la période' }).click();
  await dialog.getByRole('status').getByText('2 renvoyés : 0 acceptés, 0 doublons, 2 refusés encore.').waitFor();
  expect(complaints).toEqual([]);
});
