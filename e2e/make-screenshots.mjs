/**
 * Writes a picture of every page of the marketer's page into `docs/images/dashboard-<page>.png`, from the demonstration store:
 * `node e2e/make-screenshots.mjs`, after the build. Each is to be looked at before it is committed.
 */
import { fileURLToPath } from 'node:url';
import { createProfile } from './dist/harness/chromium.js';
import { dashboardPages } from './dist/harness/dashboard.js';
import { openDemoDashboard } from './dist/harness/demo-dashboard.js';
import { waitUntil } from './dist/harness/wait-until.js';

const fileOf = (name) => fileURLToPath(new URL(`../docs/images/dashboard-${name}.png`, import.meta.url));

/** Until nothing loads any more, what is seen only after scrolling too. */
async function settle(page) {
  await page.locator('main h1').waitFor();
  await page.evaluate(`(async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += 500) {
      scrollTo(0, top);
      await new Promise((done) => setTimeout(done, 150));
    }
    scrollTo(0, 0);
  })()`);
  // what is below the picture may wait to be seen
  const inView = `[...document.querySelectorAll('main .mantine-Skeleton-root')]
    .some((one) => one.getBoundingClientRect().top < innerHeight)`;
  await waitUntil(async () => !(await page.evaluate(inView)), { timeoutMs: 60_000 });
  // charts are drawn in the frame after their figures
  await page.waitForTimeout(1000);
}

/** The code that a visitor's own page shows them, to be told to the shop. */
async function readReference({ demo }) {
  const { site, visitorToken } = await demo.exampleVisitor();
  const headers = { Origin: demo.origin, 'Sillage-Visitor': visitorToken };
  const reply = await fetch(`${demo.serverUrl}/v1/me/reference?site=${site}`, { headers });
  return (await reply.json()).reference;
}

async function lookAtVisitor(page) {
  await page.locator('[name=subject]').fill(await readReference(dashboard));
  await page.getByRole('button', { name: 'Consulter' }).click();
  await page.getByRole('heading', { name: 'Visites' }).waitFor();
}

const dashboard = await openDemoDashboard();
const profile = await createProfile();
try {
  const { browser } = await profile.start();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' });
  await context.addCookies(dashboard.cookies);
  const page = await context.newPage();
  for (const name of dashboardPages) {
    await page.goto(dashboard.url + name);
    if (name === 'visitor') await lookAtVisitor(page);
    await settle(page);
    await page.screenshot({ path: fileOf(name) });
  }
} finally {
  await profile.remove();
  await dashboard.remove();
}
