import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProfile, type Profile } from './harness/chromium.js';
import type { ClickHouse } from './harness/clickhouse.js';
import { type DemoStore, startDemo } from './harness/demo.js';
import { browse, callShop, enterDemo } from './harness/demo-visitor.js';
import { findEmbeddedEngine } from './harness/embedded-engine.js';
import { waitUntil } from './harness/wait-until.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let demo: DemoStore;
let clickhouse: ClickHouse;
let profile: Profile;

beforeAll(async () => {
  demo = await startDemo();
  clickhouse = (await waitUntil(() => findEmbeddedEngine(demo.pid))).clickhouse;
  profile = await createProfile();
});
afterAll(async () => {
  await profile?.remove();
  await demo?.remove();
});

const results = '/fr/recherche?q=a';

interface Answer {
  type: string;
  name: string;
  properties: string;
}
const answers = () =>
  clickhouse.rows<Answer>(`SELECT toString(type) AS type, name, properties FROM sillage.events
    WHERE type IN ('survey_answered', 'offer_exposed') OR name = 'complaint_opened' ORDER BY type`);

it('is answered by keyboard where a slot holds it, counts as a contact, and its complaint is settled', async () => {
  const visit = await profile.start();
  const visitor = await enterDemo(demo, visit.context);
  const { page } = visitor;
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  const isLoaded = () => loaded.some((path) => path.endsWith('sillage-survey.js'));
  await browse(demo, page, '/fr/parfums');
  expect(isLoaded()).toBe(false);

  const form = page.locator('[data-sillage-slot=found] form');
  // an answer that comes late is not shown
  await waitUntil(async () => {
    await browse(demo, page, results);
    await page.locator('[data-sillage-slot=found][data-sillage-state]').waitFor({ state: 'attached' });
    return (await form.count()) === 1;
  });
  expect(isLoaded()).toBe(true);
  await form.scrollIntoViewIfNeeded();
  await page.evaluate(axe);
  const barriers = await page.evaluate<unknown[]>(
    `axe.run('[data-sillage-slot=found]').then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))`,
  );
  expect(barriers).toEqual([]);
  await waitUntil(async () => (await answers()).some(({ type }) => type === 'offer_exposed'));

  await page.getByRole('radio', { name: '1', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByLabel('Une suggestion ?').fill('Plus de tailles. anne@example.org');
  await page.getByLabel(/J’ai un problème/).press('Space');
  await page.getByRole('button', { name: 'Envoyer' }).press('Enter');
  const thanks = page.locator('[data-sillage-slot=found] [role=status]');
  expect(await thanks.textContent()).toBe('Merci, c’est noté.');
  expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('status');

  const told = await waitUntil(async () => {
    const all = await answers();
    return all.length === 3 ? all : undefined;
  });
  const answer = told.find(({ type }) => type === 'survey_answered');
  expect(answer?.name).toBe('recherche');
  expect(JSON.parse(answer?.properties ?? '')).toEqual({ score: 2, text: 'Plus de tailles. [email]' });
  const complaint = JSON.parse(told.find(({ name }) => name === 'complaint_opened')?.properties ?? '') as {
    custom: { id: string; survey: string };
  };
  expect(complaint.custom).toMatchObject({ survey: 'recherche', score: 2, text: 'Plus de tailles. [email]' });
  expect(await callShop(demo, 'POST', '/v1/complaints/settle', { id: complaint.custom.id })).toMatchObject({
    settledAt: expect.any(Number),
  });

  // who has answered is not asked again, though offers may be shown again
  expect((await visitor.ask(['found'])).decisions.found?.kind).toBe('default');
});
