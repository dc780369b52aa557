import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProfile, type Profile, type Visit } from '../harness/chromium.js';
import { type DemoStore, startDemo } from '../harness/demo.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let demo: DemoStore;
let profile: Profile;
let visit: Visit;
let page: Page;
beforeAll(async () => {
  demo = await startDemo();
  profile = await createProfile();
  visit = await profile.start();
  page = await visit.open(`${demo.serverUrl}/dashboard/`);
  const [, email = '', password = ''] = /e-mail\s+(\S+)\s+password\s+(\S+)/.exec(demo.output()) ?? [];
  await signIn(email, password);
  await page.goto(`${demo.serverUrl}/dashboard/s/escale/accounts`);
});
afterAll(async () => {
  await visit?.close();
  await profile?.remove();
  await demo?.remove();
});

async function signIn(email: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: /mail/ }).fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('#content').waitFor();
}

/** Rules of axe-core that are broken seriously. */
async function findFaults(): Promise<string[]> {
  await page.evaluate(axe);
  const run = `axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ' ' + nodes.map((node) => node.html).join(' ')))`;
  return page.evaluate(run);
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const dialog = () => page.getByRole('dialog');
const openTab = (place: number) => page.getByRole('tab').nth(place).click();
const askByKey = (key: string, method: string, path: string, body?: object) =>
  fetch(demo.serverUrl + path, {
    method,
    headers: { Authorization: `Bearer ${key}` },
    ...(body && { body: JSON.stringify(body) }),
  });

it('lets an admin let somebody in, by the keyboard, and change and remove them', async () => {
  await button(/Ajouter une personne|Add a person/).press('Enter');
  expect(await findFaults()).toEqual([]);
  await page.keyboard.type('bob@escale.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Bob <b>x</b>');
  await dialog().locator('input[type=password]').fill('correct horse battery');
  await page.keyboard.press('Enter');
  const row = page.getByRole('row', { name: /bob@escale/ });
  await row.waitFor();
  expect(await row.textContent()).toContain('Bob <b>x</b>');
  expect(await findFaults()).toEqual([]);
  await row.getByRole('button').first().click();
  await dialog().getByRole('radio').nth(1).check();
  await dialog().locator('button[type=submit]').click();
  await page.getByRole('row', { name: /bob@escale.*Marketing|bob@escale.*Marketer/ }).waitFor();
  await row.getByRole('button').last().click();
  await dialog().getByRole('button').last().click();
  await row.waitFor({ state: 'detached' });
});

it('refuses to remove the last admin, and says why', async () => {
  await page
    .getByRole('row', { name: /demo@escale/ })
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
  await page.keyboard.type('Caisse');
  await dialog()
    .getByRole('checkbox', { name: /Consulter un visiteur|Look at a visitor/ })
    .check();
  expect(await findFaults()).toEqual([]);
  await dialog().locator('button[type=submit]').click();
  const shown = dialog().getByRole('textbox');
  await expect.poll(() => shown.inputValue()).toMatch(/^sak_/);
  const key = await shown.inputValue();
  await dialog().getByRole('button').last().click();
  await page.getByRole('row', { name: /Caisse/ }).waitFor();
  expect(await page.content()).not.toContain(key);
  const history = await askByKey(key, 'POST', '/v1/history', { site: 'escale', customerId: 'C-42' });
  expect(history.status).toBe(200);
  expect((await askByKey(key, 'PUT', '/v1/slots/hero', {})).status).toBe(403);
  expect(await findFaults()).toEqual([]);
  await page
    .getByRole('row', { name: /Caisse/ })
    .getByRole('button')
    .click();
  await dialog().getByRole('button').last().click();
  await page.getByRole('row', { name: /Caisse/ }).waitFor({ state: 'detached' });
  expect((await askByKey(key, 'POST', '/v1/history', { site: 'escale', customerId: 'C-43' })).status).toBe(401);
  await openTab(2);
  await page.getByRole('row', { name: /Caisse.*C-42/ }).waitFor();
  expect(await page.getByRole('row', { name: /C-43/ }).count()).toBe(0);
  expect(await findFaults()).toEqual([]);
});

it('fits a phone', async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.evaluate("document.querySelector('main')?.scrollIntoView()");
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  expect(await findFaults()).toEqual([]);
});
