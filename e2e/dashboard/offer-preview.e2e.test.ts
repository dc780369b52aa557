import { beforeAll, expect, it } from 'vitest';
import { addColleague, type Colleague, openDashboard } from '../harness/dashboard.js';
import { useWorld } from '../harness/use-world.js';
import { choose, track, waitForStored } from '../harness/visitor.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useWorld();
let colleague: Colleague;

/** Of nobody: only a preview shows it. */
const draft = {
  name: 'Un brouillon',
  status: 'draft',
  slots: ['hero'],
  content: { hero: { fr: { title: 'Dormez dehors' }, en: { title: 'Sleep outside' } } },
};

beforeAll(async () => {
  const content = { fr: {}, en: {} };
  await put('slots/hero', { name: 'Accueil, en haut', template: 'banner', content });
  await put('offers/brouillon', draft);
  colleague = await addColleague(stage.world.node, 'marketer');
});

async function put(path: string, body: object): Promise<void> {
  const { node, account } = stage.world;
  const answer = await fetch(`${node.url}/v1/${path}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${account.secretKey}`, 'Sillage-Site': account.site },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
}

it.each([
  ['Français', '/fr/', 'Dormez dehors'],
  ['Anglais', '/en/', 'Sleep outside'],
])(
  'leads to a page of the shop that shows the draft in %s, and nothing of it is recorded',
  async (language, path, title) => {
    const { page } = await openDashboard(stage.visit.context, stage.world.node, {
      path: 's/shop/offers/brouillon',
      colleague,
    });
    await page.getByRole('combobox', { name: 'Langue', exact: true }).last().press('ArrowDown');
    await page.getByRole('option', { name: language, exact: true }).click();
    await page.getByRole('button', { name: 'Aperçu sur la page', exact: true }).press('Enter');
    const opening = stage.visit.context.waitForEvent('page');
    await page.getByRole('link', { name: 'Ouvrir l’aperçu' }).press('Enter');
    const shop = await opening;
    expect(new URL(shop.url()).origin + new URL(shop.url()).pathname).toBe(stage.world.shop.origin + path);

    const slot = shop.locator('[data-sillage-slot=hero]');
    await shop.waitForSelector('[data-sillage-state=own]');
    await choose(shop, 'granted');
    await slot.getByText(title).waitFor();
    // longer in view than what counts as seen, and used
    await shop.evaluate('new Promise((seen) => setTimeout(seen, 1500))');
    await slot.getByText(title).click();
    await track(shop, { name: `after ${path}`, count: 1 });
    await waitForStored(stage.world, `after ${path}`);
    expect(stage.sent().filter(({ body }) => body.includes('"type":"offer_'))).toEqual([]);
    const { clickhouse } = stage.world;
    const names = 'SELECT count() AS n FROM sillage.events WHERE name = {name:String}';
    await waitUntil(async () => (await clickhouse.rows<{ n: number }>(names, { name: `after ${path}` }))[0]?.n === 1);
    const told = "SELECT type FROM sillage.events WHERE offer_id != '' OR startsWith(toString(type), 'offer')";
    expect(await clickhouse.rows(told)).toEqual([]);
  },
);
