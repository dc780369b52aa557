import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createProfile, type Profile, type Visit } from './harness/chromium.js';
import { type CollectingShop, openCollectingShop } from './harness/collecting-shop.js';
import { type DemoStore, startDemo } from './harness/demo.js';
import { browse, callShop, enterDemo } from './harness/demo-visitor.js';
import { waitUntil } from './harness/wait-until.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let demo: DemoStore;
let profile: Profile;
let visit: Visit;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo?.remove());
beforeEach(async () => {
  profile = await createProfile();
  visit = await profile.start();
});
afterEach(() => profile.remove());

/** Rules of axe-core that the element breaks seriously. */
async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const run = `axe.run('sillage-my-data').then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))`;
  return page.evaluate<string[]>(run);
}

const tag = (page: Page) => page.locator('sillage-my-data');
const status = async (page: Page, text: string) => {
  await waitUntil(async () => (await tag(page).locator('[role=status]').textContent()) === text);
};

it('shows what is known, takes an interest out and back, pauses, resumes, and hands out a file', async () => {
  const { page } = await enterDemo(demo, visit.context);
  await browse(demo, page, '/fr/parfums/eaux-de-parfum/figue-de-minuit', '/fr/parfums/parfums-solides');
  const myData = `${demo.origin}/fr/mes-donnees`;
  const interest = tag(page).getByRole('button', { name: 'Pas intéressé par parfums', exact: true });
  // what was sent as the page was left counts once it is acknowledged
  await waitUntil(async () => {
    await page.goto(myData);
    await tag(page).getByText('Combien de temps').waitFor();
    return interest.isVisible();
  });
  expect(
    await tag(page)
      .getByText(/Vous avez regardé «\s.+\s» le/)
      .count(),
  ).toBeGreaterThan(0);
  expect(
    await tag(page)
      .getByText(/mesure d’audience acceptée, personnalisation acceptée$/)
      .count(),
  ).toBe(1);
  expect(
    await tag(page)
      .getByText(/undefined|NaN/)
      .count(),
  ).toBe(0);
  expect(await findBarriers(page)).toEqual([]);

  await tag(page).getByRole('button', { name: 'Mon code' }).click();
  const code = tag(page).getByText(/^([0-9A-Z]{5}-){7}[0-9A-Z]{5} : donnez ce code/);
  await code.waitFor();
  const reference = (await code.textContent())?.split(' ')[0] ?? '';
  const looked = await callShop(demo, 'POST', '/v1/visitors/look', { site: 'escale', reference });
  expect(looked).toMatchObject({ shown: 'all', standing: { state: 'granted' } });

  await interest.focus();
  await page.keyboard.press('Enter');
  await status(page, 'parfums ne compte plus.');
  expect(await interest.count()).toBe(0);
  expect(await page.evaluate('document.activeElement.shadowRoot.activeElement.getAttribute("role")')).toBe('status');
  await tag(page).getByRole('button', { name: 'Remettre parfums' }).click();
  await status(page, 'parfums compte de nouveau.');
  expect(await interest.count()).toBe(1);

  await tag(page).getByRole('button', { name: 'Mettre en pause' }).click();
  await status(page, 'C’est en pause.');
  const sent: string[] = [];
  page.on('request', (request) => request.url().includes('/v1/') && sent.push(new URL(request.url()).pathname));
  await page.goto(`${demo.origin}/fr/bagages`);
  await waitUntil(() => page.evaluate<boolean>('window.sillage?.getState?.().choices.measurement === "granted"'));
  expect(await page.evaluate('sillage.getState().purposes')).toEqual([]);
  await page.goto(myData);
  await tag(page)
    .getByText(/^En pause depuis le/)
    .waitFor();
  expect(sent.filter((path) => !path.endsWith('/v1/me'))).toEqual([]);
  await tag(page).getByRole('button', { name: 'Reprendre' }).click();
  await status(page, 'C’est repris.');
  await waitUntil(() => page.evaluate<boolean>('sillage.getState().purposes.length === 2'));

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    tag(page).getByRole('button', { name: 'Télécharger mes données' }).click(),
  ]);
  const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(file).toMatchObject({ format: 'sillage-export', isComplete: true });
  const paths: string[] = file.events.map((event: { path: string }) => event.path);
  expect(paths).toContain('/fr/parfums/eaux-de-parfum/figue-de-minuit');
  expect(paths).not.toContain('/fr/bagages');
});

const policy = [
  "default-src 'none'",
  "script-src 'self' 'nonce-shop'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const held = {
  history: { recognised: true, visits: 1, sessions: [] },
  consents: [{ choices: { measurement: 'granted' }, decidedAt: 1, expiresAt: 2, policyVersion: '1', source: 'api' }],
  customerIds: ['<img src=x onerror=alert(1)>'],
  interests: [
    { kind: 'topic', key: 'a', name: '<b>a</b>', score: 1, share: 1, why: [], reasons: ['<script>1</script>'] },
  ],
  hiddenInterests: [],
  facts: ['Fact'],
  segments: [],
  offers: [],
  kept: { eventDays: 760, sentences: ['760'] },
};

it('works under a strict policy with Trusted Types, all text as text, and erases after a confirmation', async () => {
  let answer: object = held;
  const page = { headers: { 'content-security-policy': policy }, body: '' };
  page.body =
    '<sillage-my-data site="shop" lang="en"></sillage-my-data><script src="/sillage/sillage-my-data.js"></script>';
  const shop: CollectingShop = await openCollectingShop(
    { '/my-data': page },
    {
      '/v1/me?site=shop&locale=en': async () => answer,
    },
  );
  try {
    const tab = await visit.context.newPage();
    const complaints: string[] = [];
    tab.on('console', (message) => complaints.push(message.text()));
    await tab.goto(`${shop.origin}/my-data`);
    await tag(tab).getByText('<b>a</b>').waitFor();
    await tag(tab).getByText('<script>1</script>').waitFor();
    await tag(tab).getByText('<img src=x onerror=alert(1)>').waitFor();
    await tab.evaluate(() => sillage('consent', { measurement: 'granted' }));
    await tag(tab).getByRole('button', { name: 'Erase everything' }).click();
    await tab.keyboard.press('Escape');
    await tag(tab).locator('dialog').waitFor({ state: 'detached' });
    expect(shop.requests.filter(({ path }) => path.startsWith('/v1/me'))).toHaveLength(1);
    await tab.evaluate(() => {
      document.addEventListener('sillage-erased', () => document.body.setAttribute('data-erased', ''));
    });
    await tag(tab).getByRole('button', { name: 'Erase everything' }).click();
    answer = { ...held, history: { recognised: false, visits: 0, sessions: [] }, consents: [] };
    await tag(tab).getByRole('button', { name: 'Yes, erase everything' }).click();
    await status(tab, 'Erased.');
    expect(await tab.getAttribute('body', 'data-erased')).toBe('');
    await tag(tab)
      .getByText(/^We hold nothing about you/)
      .waitFor();
    await waitUntil(() => shop.requests.some(({ body }) => JSON.stringify(body).includes('"measurement":"denied"')));
    expect(complaints).toEqual([]);
  } finally {
    await shop.close();
  }
});
