/**
 * Writes a picture of every page of the marketer's page into `docs/images/dashboard-<page>.png`, from the demonstration store:
 * `node e2e/make-screenshots.mjs`, after the build. Each is to be looked at before it is committed.
 */
import { fileURLToPath } from 'node:url';
import { createProfile } from './dist/harness/chromium.js';
import { openDemoDashboard } from './dist/harness/demo-dashboard.js';

const pages = [
  'overview',
  'interests',
  'funnel',
  'loyalty',
  'segments',
  'offers',
  'satisfaction',
  'health',
  'accounts',
];
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
  await page.waitForLoadState('networkidle');
}

const dashboard = await openDemoDashboard();
const profile = await createProfile();
try {
  const { browser } = await profile.start();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' });
  await context.addCookies(dashboard.cookies);
  const page = await context.newPage();
  for (const name of pages) {
    await page.goto(dashboard.url + name);
    await settle(page);
    await page.screenshot({ path: fileOf(name) });
  }
} finally {
  await profile.remove();
  await dashboard.remove();
}
