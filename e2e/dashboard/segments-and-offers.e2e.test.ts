import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { addColleague, type Colleague, findBarriers, findPhoneFaults, openDashboard } from '../harness/dashboard.js';
import { createEvent, createVisitor } from '../harness/sender.js';
import { useWorld } from '../harness/use-world.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useWorld();
let colleague: Colleague;

const view = (path: string, ...topics: string[]) => ({ type: 'page_view', path, topics });
const line = { productId: 'T1', name: 'Tente Crête', priceMinor: 19_900, currency: 'EUR', quantity: 1 };
const tents = [view('/tentes', 'tentes'), view('/tentes/t1', 'tentes'), view('/tentes/t2', 'tentes')];
const intoCart = { type: 'cart_add', line };

/** Ann is in the segment; Bob has nothing in the cart, Eve saw one tent alone. */
const visits: { type: string; [field: string]: unknown }[][] = [
  [...tents, intoCart],
  tents,
  [view('/tentes', 'tentes'), intoCart],
];

beforeAll(async () => {
  const { account, node, shop, clickhouse } = stage.world;
  const now = Date.now() - 60_000;
  for (const visit of visits) {
    const visitor = await createVisitor(account, shop.origin, node.url);
    const events = visit.map((event, place) => createEvent(event, now + place * 1000));
    expect((await visitor.send(node.url, events)).accepted).toBe(events.length);
  }
  const count = 'SELECT count() AS n FROM sillage.events';
  await waitUntil(async () => (await clickhouse.rows<{ n: number }>(count))[0]?.n === visits.flat().length);
  const content = { fr: { title: 'Bienvenue' }, en: { title: 'Welcome' } };
  await ask('PUT', 'slots/hero', { name: 'Accueil, en haut', template: 'banner', content });
  colleague = await addColleague(node, 'marketer');
});

/** As the shop's server asks. */
async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const { node, account } = stage.world;
  const answer = await fetch(`${node.url}/v1/${path}`, {
    method,
    headers: { Authorization: `Bearer ${account.secretKey}`, 'Sillage-Site': account.site },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

const open = (path: string) =>
  openDashboard(stage.visit.context, stage.world.node, { path: `s/shop/${path}`, colleague });

/** In a list that the keyboard opens. */
async function choose(field: Locator, option: string): Promise<void> {
  await field.press('ArrowDown');
  await field.page().getByRole('option', { name: option, exact: true }).click();
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const save = (page: Page) => page.getByRole('button', { name: 'Enregistrer', exact: true }).press('Enter');

it('counts a segment of three conditions as SQL does, and saves it', async () => {
  const { page, complaints } = await open('segments');
  await page.getByRole('link', { name: 'Nouveau segment' }).press('Enter');
  await page.getByLabel('Nom en français').fill('Presque campeurs');
  await page.getByLabel('Nom en anglais').fill('Nearly campers');
  for (let rule = 0; rule < 3; rule += 1) {
    await page.getByRole('button', { name: 'Ajouter une condition' }).press('Enter');
  }
  const rules = page.locator('.rule');
  const field = (place: number) => rules.nth(place).getByTitle('Sur quoi porte la condition');
  await rules.nth(0).getByLabel('Valeur').fill('1');
  await choose(field(1), 'A vu un rayon ou un produit');
  await rules.nth(1).getByLabel('Rayon', { exact: true }).fill('tent');
  await page.getByRole('option', { name: 'tentes', exact: true }).click();
  await choose(field(2), 'A au panier');

  const [sql] = await stage.world.clickhouse.rows<{ persons: number; of: number }>(
    `SELECT countIf(visits >= 1 AND views >= 3 AND lines > 0) AS persons, count() AS of FROM (
       SELECT visitor, uniqExact(session) AS visits, countIf(type = 'page_view' AND has(topics, 'tentes')) AS views,
         countIf(type = 'cart_add') AS lines FROM sillage.events GROUP BY visitor)`,
  );
  expect(sql).toEqual({ persons: 1, of: 3 });
  await page.getByText(`${sql?.persons} personne sur ${sql?.of}`).waitFor();
  await page.locator(`[data-count="${sql?.persons}"]`).waitFor();
  expect(await page.locator('[data-sentence]').textContent()).toMatch(/tentes.*panier/);
  expect(await findBarriers(page)).toEqual([]);
  await save(page);
  await heading(page, 'Presque campeurs');
  await page.getByText(/^Version 1, enregistrée le/).waitFor();
  await page.getByText('Le segment est enregistré.').waitFor();
  expect(await ask('GET', 'segments/nearly-campers/size')).toMatchObject({ persons: 1, of: 3 });

  await page.getByRole('combobox', { name: 'Comparer avec' }).press('ArrowDown');
  await page.locator('[role=option]:visible').first().click();
  await page.locator('[data-overlap]').waitFor();
  await page.keyboard.press('Escape');
  expect(await findPhoneFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('makes an offer for the segment, previews it on the shop and lets it run', async () => {
  const { page, complaints } = await open('segments/nearly-campers');
  await page.getByRole('link', { name: 'S’en servir dans une offre' }).press('Enter');
  await heading(page, 'Nouvelle offre');
  expect(await page.getByRole('combobox', { name: 'Segment' }).inputValue()).toBe('Presque campeurs');
  await page.getByRole('textbox', { name: /^Nom/ }).first().fill('Une nuit dehors');
  await page
    .getByRole('group', { name: /Français/ })
    .getByLabel('Titre')
    .fill('Dormez dehors');
  expect(await findBarriers(page)).toEqual([]);
  await save(page);
  await page.getByText('L’offre n’a pas été enregistrée').waitFor();
  const english = page.getByRole('group', { name: /Anglais/ });
  expect(await english.getByLabel('Titre').getAttribute('aria-invalid')).toBe('true');
  await english.getByLabel('Titre').fill('Sleep outside');
  await save(page);
  await heading(page, 'Une nuit dehors');
  await page.getByText(/^Version 1, enregistrée le/).waitFor();
  expect(await ask('GET', 'offers/une-nuit-dehors')).toMatchObject({
    version: 1,
    status: 'draft',
    segment: 'nearly-campers',
    content: { hero: { fr: { title: 'Dormez dehors' }, en: { title: 'Sleep outside' } } },
  });

  await page.getByRole('button', { name: 'Aperçu sur la page', exact: true }).press('Enter');
  const preview = new URL((await page.locator('[data-preview]').getAttribute('href')) ?? '');
  expect(preview.origin).toBe(stage.world.shop.origin);
  expect(preview.pathname).toBe('/fr/');
  expect([...preview.searchParams]).toHaveLength(1);

  await choose(page.getByRole('combobox', { name: 'État' }), 'En ligne');
  await save(page);
  await page.getByText(/^Version 2, enregistrée le/).waitFor();
  expect(await findPhoneFaults(page)).toEqual([]);
  await page.getByRole('link', { name: 'Toutes les offres' }).press('Enter');
  await page.locator('[data-offer=une-nuit-dehors] [data-state=running]').waitFor();
  expect(await findPhoneFaults(page)).toEqual([]);
  // the browser tells of the answer that found a title missing
  expect(complaints).toEqual([expect.stringContaining('422')]);
});

it('makes a slot and rules for products', async () => {
  const { page, complaints } = await open('offers');
  const parts = page.getByRole('navigation', { name: 'Offres, emplacements, produits' });
  await parts.getByRole('link', { name: 'Emplacements' }).press('Enter');
  await page.getByRole('cell', { name: 'Accueil, en haut' }).waitFor();
  await page.getByRole('link', { name: 'Nouvel emplacement' }).press('Enter');
  await page.getByRole('textbox', { name: /^Nom/ }).first().fill('Panier');
  expect(await findBarriers(page)).toEqual([]);
  await save(page);
  await waitUntil(() => page.url().endsWith('/offers/~slots/panier'));
  expect(await ask('GET', 'slots/panier')).toMatchObject({ version: 1, template: 'banner' });
  expect(await findPhoneFaults(page)).toEqual([]);

  await page.getByRole('link', { name: 'Tous les emplacements' }).press('Enter');
  await parts.getByRole('link', { name: 'Produits' }).press('Enter');
  await page.getByRole('checkbox').last().press('Space');
  await save(page);
  await waitUntil(async () => ((await ask('GET', 'rules')) as { version: number }).version === 1);
  expect(await findPhoneFaults(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('shows a viewer segments and offers that they can’t change', async () => {
  const viewer = await addColleague(stage.world.node, 'viewer');
  const { page } = await openDashboard(stage.visit.context, stage.world.node, {
    path: 's/shop/offers/une-nuit-dehors',
    colleague: viewer,
  });
  await heading(page, 'Une nuit dehors');
  expect(await page.getByRole('button', { name: 'Enregistrer', exact: true }).count()).toBe(0);
  expect(
    await page
      .getByRole('group', { name: /Français/ })
      .getByLabel('Titre')
      .isDisabled(),
  ).toBe(true);
  expect(await findBarriers(page)).toEqual([]);
});
