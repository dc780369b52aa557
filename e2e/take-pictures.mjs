/** Takes the pictures of the documentation: `pnpm build && node e2e/take-pictures.mjs`. */
import { fileURLToPath } from 'node:url';
import { createProfile } from './dist/harness/chromium.js';
import { acceptBanner, startDemo } from './dist/harness/demo.js';
import { callShop } from './dist/harness/demo-visitor.js';
import { waitUntil } from './dist/harness/wait-until.js';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const demo = await startDemo({ shoppers: 40 });
const profile = await createProfile();

async function showToAll(id) {
  const { version: _, changedAt: __, ...offer } = await callShop(demo, 'GET', `/v1/offers/${id}`);
  await callShop(demo, 'PUT', `/v1/offers/${id}`, { ...offer, holdout: 0 });
}

try {
  const visit = await profile.start();
  const page = await visit.open(`${demo.origin}/fr/`);
  const take = (name) => page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('Emulation.setScrollbarsHidden', { hidden: true });
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.waitForSelector('#tarteaucitronPersonalize2');
  await take('consent-banner');
  await acceptBanner(page);

  for (const path of ['parfums', 'parfums/eaux-de-parfum/figue-de-minuit', 'bagages/sacs-week-end/week-end-marin']) {
    await page.goto(`${demo.origin}/fr/${path}`);
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(1500);
  }
  await page.goto(`${demo.origin}/fr/maison/bougies/bougie-feu-de-camp`);
  await page.click('form.buy button');
  await page.goto(`${demo.origin}/fr/papeterie/cartes-et-globes/globe-de-bureau`);
  await page.waitForTimeout(2500);
  // One visitor in ten is held out of each offer; this one is not.
  await showToAll('parfums');
  await page.goto(`${demo.origin}/fr/parfums/parfums-solides`);
  await page.waitForTimeout(1500);
  await page.setViewportSize({ width: 1200, height: 2350 });
  // The page waits 150 ms for what is known, the slot 300 ms for its decision; a busy machine is late at times.
  await waitUntil(async () => {
    await page.goto(`${demo.origin}/fr/`);
    const isHere = (selector) => page.locator(selector).isVisible();
    await page.waitForSelector('.hero[data-sillage-state]');
    return (await isHere('.hero .why')) && (await isHere('#recent')) && (await isHere('[data-section=recommended]'));
  });
  await take('demo');

  await page.setViewportSize({ width: 1200, height: 1000 });
  await page.goto(`${demo.origin}/fr/mes-donnees`);
  await page.getByText('Combien de temps').waitFor();
  await take('my-data');
} finally {
  await profile.remove();
  await demo.remove();
}
