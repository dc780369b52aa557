import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { addColleague, type Colleague, findBarriers, fitsScreen, openDashboard } from '../harness/dashboard.js';
import { useOffice } from '../harness/use-world.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useOffice();
let colleague: Colleague;
let page: Page;
beforeAll(async () => {
  colleague = await addColleague(stage.world.node, 'admin');
});
beforeEach(async () => {
  ({ page } = await openDashboard(stage.visit.context, stage.world.node, { path: 's/shop/accounts', colleague }));
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const dialog = () => page.getByRole('dialog');
const openTab = (place: number) => page.getByRole('tab').nth(place).click();
const askByKey = (key: string, method: string, path: string, body?: object) =>
  fetch(stage.world.node.url + path, {
    method,
    headers: { Authorization: `Bearer ${key}` },
    ...(body && { body: JSON.stringify(body) }),
  });

it('lets an admin let somebody in, by the keyboard, and change and remove them', async () => {
  await button(/Ajouter une personne|Add a person/).press('Enter');
  expect(await findBarriers(page)).toEqual([]);
  await page.keyboard.type('bob@shop.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Bob <b>x</b>');
  await dialog().locator('input[type=password]').fill('correct horse battery');
  await page.keyboard.press('Enter');
  const row = page.getByRole('row', { name: /bob@shop/ });
  await row.waitFor();
  expect(await row.textContent()).toContain('Bob <b>x</b>');
  expect(await findBarriers(page)).toEqual([]);
  await row.getByRole('button').first().click();
  await dialog().getByRole('radio').nth(1).check();
  await dialog().locator('button[type=submit]').click();
  await page.getByRole('row', { name: /bob@shop.*Marketing|bob@shop.*Marketer/ }).waitFor();
  await row.getByRole('button').last().click();
  await dialog().getByRole('button').last().click();
  await row.waitFor({ state: 'detached' });
});

it('refuses to remove the last admin, and says why', async () => {
  await page
    .getByRole('row', { name: /admin@shop/ })
    .getByRole('button')
    .last()
    .click();
  await dialog().getByRole('button').last().click();
  expect(await dialog().getByRole('alert').textContent()).toMatch(/dernière personne|last admin/);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'detached' });
});

it('shows a key once, which works until it is revoked; what it looked at stands among the looks', async () => {
  await openTab(1);
  await button(/Créer une clé|Create a key/).click();
  await dialog().getByRole('textbox').fill('Caisse');
  await dialog()
    .getByRole('checkbox', { name: /Consulter un visiteur|Look at a visitor/ })
    .check();
  expect(await findBarriers(page)).toEqual([]);
  await dialog().locator('button[type=submit]').click();
  const shown = dialog().getByRole('textbox');
  const key = await waitUntil(async () => {
    const value = await shown.inputValue();
    return value.startsWith('sak_') && value;
  });
  await dialog().getByRole('button').last().click();
  await page.getByRole('row', { name: /Caisse/ }).waitFor();
  expect(await page.content()).not.toContain(key);
  const history = await askByKey(key, 'POST', '/v1/history', { site: 'shop', customerId: 'C-42' });
  expect(history.status).toBe(200);
  expect((await askByKey(key, 'PUT', '/v1/slots/hero', {})).status).toBe(403);
  expect(await findBarriers(page)).toEqual([]);
  await page
    .getByRole('row', { name: /Caisse/ })
    .getByRole('button')
    .click();
  await dialog().getByRole('button').last().click();
  await page.getByRole('row', { name: /Caisse/ }).waitFor({ state: 'detached' });
  expect((await askByKey(key, 'POST', '/v1/history', { site: 'shop', customerId: 'C-43' })).status).toBe(401);
  await openTab(2);
  await page.getByRole('row', { name: /Caisse.*C-42/ }).waitFor();
  expect(await page.getByRole('row', { name: /C-43/ }).count()).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
});

it('fits a phone', async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.evaluate("document.querySelector('main')?.scrollIntoView()");
  await fitsScreen(page);
  expect(await findBarriers(page)).toEqual([]);
});
