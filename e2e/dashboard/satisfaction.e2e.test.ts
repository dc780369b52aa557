import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { addColleague, type Colleague, findBarriers, fitsScreen, openDashboard } from '../harness/dashboard.js';
import { createEvent, createVisitor } from '../harness/sender.js';
import { waitForEvents } from '../harness/sent-visits.js';
import { useOffice } from '../harness/use-world.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useOffice();
let colleague: Colleague;

/** Two who are satisfied with bags, and one whose parcel is lost, who complains. */
beforeAll(async () => {
  const { node } = stage.world;
  expect((await put('slots/pied', { name: 'Pied', template: 'banner', content: { fr: {}, en: {} } })).ok).toBe(true);
  expect((await put('surveys/accueil', survey)).ok).toBe(true);
  await answer(5, { path: '/sacs/cabas', topics: ['sacs/cabas'] });
  await answer(4, { path: '/sacs', topics: ['sacs'] });
  const properties = { id: 'colisperdu', survey: 'accueil', score: 1, text: hostile };
  await answer(1, { path: '/livraison', topics: ['aide'] }, { type: 'custom', name: 'complaint_opened', properties });
  await waitForEvents(stage.world, 10);
  colleague = await addColleague(node, 'marketer');
});

const events = 'sillage.events';
const hostile = '<img src=x onerror=alert(1)>';
const survey = {
  name: 'Accueil',
  kind: 'csat',
  status: 'live',
  slot: 'pied',
  texts: { fr: { question: 'Content ?' }, en: { question: 'Happy?' } },
};

function call(method: string, path: string, body?: object): Promise<Response> {
  const { account, node } = stage.world;
  const headers = { Authorization: `Bearer ${account.secretKey}`, 'Sillage-Site': account.site };
  return fetch(`${node.url}/v1/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
}
const put = (path: string, body: object) => call('PUT', path, body);

async function answer(
  score: number,
  page: { path: string; topics: string[] },
  ...more: { type: string; [field: string]: unknown }[]
): Promise<void> {
  const { account, shop, node } = stage.world;
  const visitor = await createVisitor(account, shop.origin, node.url);
  const told = [
    { type: 'page_view', ...page },
    { type: 'offer_exposed', offerId: 'survey:accueil', slot: 'pied' },
    { type: 'survey_answered', surveyId: 'accueil', score },
    ...more,
  ];
  const now = Date.now() - 60_000;
  const made = told.map((event, place) => createEvent(event, now + place * 1000));
  expect(await visitor.send(node.url, made)).toMatchObject({ accepted: told.length });
}

const open = (path = '') =>
  openDashboard(stage.visit.context, stage.world.node, { path: `s/shop/satisfaction${path}`, colleague });

const reportOf = (page: Page, name: string) => page.locator(`[data-report=${name}]`);

async function openTable(page: Page, name: string): Promise<void> {
  await reportOf(page, name).getByRole('button', { name: 'Voir en tableau' }).press('Enter');
}

it('shows the score that SQL tells, by week, topic and visitors, and what the unsatisfied looked at', async () => {
  const { page, complaints } = await open();
  await reportOf(page, 'survey-barometer').locator('[role=img] svg').waitFor();
  const [told] = await stage.world.clickhouse.rows<{ score: number; answers: number }>(
    `SELECT round(100 * countIf(JSONExtractFloat(properties, 'score') >= 4) / count(), 2) AS score, count() AS answers
     FROM ${events} WHERE type = 'survey_answered' AND name = 'accueil'`,
  );
  expect(told).toEqual({ score: 66.67, answers: 3 });
  await openTable(page, 'survey-barometer');
  const cell = (column: string) =>
    reportOf(page, 'survey-barometer').locator(`td[data-column=${column}]`).textContent();
  expect(await cell('score')).toBe(String(told?.score).replace('.', ','));
  expect(await cell('answers')).toBe(String(told?.answers));
  expect(await cell('low')).toMatch(/^20,7\d$/);
  await openTable(page, 'survey-by-topic');
  await reportOf(page, 'survey-by-topic')
    .getByRole('row', { name: /^sacs 2 / })
    .waitFor();
  await reportOf(page, 'survey-looked-at').getByRole('cell', { name: '/livraison' }).waitFor();
  await page.getByLabel('Par', { exact: true }).selectOption('customer');
  await openTable(page, 'survey-by-visitor');
  await reportOf(page, 'survey-by-visitor')
    .getByRole('row', { name: /^Visiteurs inconnus 3 / })
    .waitFor();
  expect(await findBarriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('settles a complaint, whose words are text', async () => {
  const { page, complaints } = await open('/~complaints');
  const row = reportOf(page, 'complaints').getByRole('row', { name: 'colisperdu' });
  await row.getByRole('cell', { name: hostile }).waitFor();
  await row.getByRole('cell', { name: 'Accueil' }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await row.getByRole('button', { name: 'Marquer comme réglée : colisperdu' }).press('Enter');
  await page.getByRole('alert').getByText('La réclamation est réglée').waitFor();
  await row.getByRole('button').waitFor({ state: 'detached' });
  expect(await row.locator('[data-column=settledAt]').textContent()).toMatch(/\d{4}/);
  await waitUntil(async () => {
    const closed = `SELECT count() AS n FROM ${events} WHERE name = 'complaint_closed' AND properties LIKE '%colisperdu%'`;
    return (await stage.world.clickhouse.rows<{ n: number }>(closed))[0]?.n === 1;
  });
  expect(complaints).toEqual([]);
});

it('makes a survey in French and English, and says what is wrong with it at its field', async () => {
  const { page, complaints } = await open('/~surveys');
  await page.getByRole('link', { name: 'Accueil', exact: true }).waitFor();
  expect(await findBarriers(page)).toEqual([]);
  await page.getByRole('link', { name: 'Nouvelle enquête' }).click();
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill('Après l’achat');
  await page.getByLabel('Identifiant').fill('accueil');
  await page.getByLabel('Note', { exact: true }).selectOption('nps');
  await page.getByLabel('Question (français)').fill('Nous recommanderiez-vous ?');
  await page.getByLabel('Question (anglais)').fill('Would you recommend us?');
  await page.getByLabel('Vues au plus par personne').fill('2');
  expect(await findBarriers(page)).toEqual([]);
  const save = page.getByRole('button', { name: 'Enregistrer' });
  await save.click();
  await page.getByText('Cet identifiant est déjà pris').waitFor();
  await page.getByLabel('Identifiant').fill('Accueil !');
  await save.click();
  await page.getByText('Lettres minuscules sans accent').waitFor();
  await page.getByLabel('Identifiant').fill('');
  await save.click();
  await page.waitForURL('**/satisfaction/~surveys/apres-l-achat');
  await page.getByRole('heading', { name: 'Après l’achat' }).waitFor();
  await page.getByText(/^Version 1, enregistrée le/).waitFor();
  expect(await (await call('GET', 'surveys/apres-l-achat')).json()).toMatchObject({
    kind: 'nps',
    status: 'draft',
    slot: 'pied',
    texts: { fr: { question: 'Nous recommanderiez-vous ?' }, en: { question: 'Would you recommend us?' } },
    cap: { exposures: 2, days: 90 },
  });
  await page.getByRole('button', { name: 'Supprimer' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Oui, supprimer' }).press('Enter');
  await page.waitForURL('**/satisfaction/~surveys');
  await page.getByRole('link', { name: 'Accueil', exact: true }).waitFor();
  expect((await call('GET', 'surveys/apres-l-achat')).status).toBe(404);
  // two refusals were meant
  expect(complaints.filter((complaint) => !/status of (412|422) /.test(complaint))).toEqual([]);
});

it('fits a phone in the dark', async () => {
  const { page } = await open();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole('button', { name: 'Ouvrir le menu' }).waitFor();
  await reportOf(page, 'survey-barometer').locator('[role=img] svg').waitFor();
  await fitsScreen(page);
  expect(await findBarriers(page)).toEqual([]);
});
