import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inspectDevice } from './harness/device.js';
import { printFigure } from './harness/figure.js';
import { listPageViews } from './harness/probe.js';
import { useWorld } from './harness/use-world.js';
import { track, waitForGrant, waitForStored } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

declare global {
  var tarteaucitron: { state: Record<string, boolean>; userInterface: { openPanel(): void } };
}

const stage = useWorld();
const { open, sent } = stage;

const banner = '/banner?consent=tarteaucitron';

/** The banner shows its buttons before it listens to them: presses until it has taken the answer. */
async function answer(page: Page, button: string, granted: boolean) {
  await waitUntil(async () => {
    await page.click(button, { timeout: 1000 });
    return page.evaluate((value) => tarteaucitron.state.sillagemeasurement === value, granted);
  });
}
const acceptAll = (page: Page) => answer(page, '#tarteaucitronPersonalize2', true);
const refuseAll = (page: Page) => answer(page, '#tarteaucitronAllDenied2', false);

/** Leaves a page without the tag open and closes the rest: what a page sends as it goes has gone. */
async function leaveAll() {
  const bare = await open('/bare');
  for (const page of stage.visit.context.pages()) if (page !== bare) await page.close();
  return inspectDevice(bare);
}

it('sends exactly one page view on a grant, and one on each page of a returning grant', async () => {
  const page = await open(banner);
  await acceptAll(page);
  await waitForGrant(page);
  await track(page, { name: 'granted', count: 1 });
  await waitForStored(stage.world, 'granted');
  expect(await listPageViews(stage.world, 'granted')).toEqual(['/banner']);

  stage.world.shop.collector.passed.length = 0;
  await page.goto(stage.world.shop.origin + banner);
  await waitForGrant(page);
  await track(page, { name: 'returned', count: 1 });
  await waitForStored(stage.world, 'returned');
  await leaveAll();
  await stage.visit.close();
  const views = await listPageViews(stage.world, 'granted');
  printFigure('consent:tarteaucitron_returning', { pages: 2, pageViews: views.length });
  expect(views).toEqual(['/banner', '/banner']);
});

it('leaves nothing but the choice after a refusal', async () => {
  const page = await open(banner);
  await refuseAll(page);
  await track(page, { name: 'refused', count: 3 });
  await page.goto(stage.world.shop.origin + banner);
  const device = await leaveAll();
  await stage.visit.close();
  printFigure('consent:tarteaucitron_refused', { requests: sent().length, cookies: device.cookies.join() });
  expect(sent()).toEqual([]);
  expect(device.cookies).toEqual(['tarteaucitron']);
  expect(Object.keys(device.localStorage).length).toBeLessThanOrEqual(1);
  expect({ ...device, cookies: [], localStorage: {} }).toEqual({
    cookies: [],
    localStorage: {},
    sessionStorage: {},
    indexedDb: {},
    caches: [],
    serviceWorkers: [],
  });
});

it('never sends what came before a grant that followed a refusal', async () => {
  const page = await open(banner);
  await refuseAll(page);
  await track(page, { name: 'before', count: 3 });
  await page.goto(stage.world.shop.origin + banner);
  await track(page, { name: 'before', count: 3, from: 3 });
  await page.waitForSelector('#tarteaucitronAllAllowed', { state: 'attached' });
  await page.evaluate(() => tarteaucitron.userInterface.openPanel());
  await answer(page, '#tarteaucitronAllAllowed', true);
  await waitForGrant(page);
  await track(page, { name: 'after', count: 1 });
  await waitForStored(stage.world, 'after');
  await leaveAll();
  await stage.visit.close();
  expect(sent().filter((request) => request.body.includes('"name":"before"'))).toEqual([]);
  expect(await listPageViews(stage.world, 'after')).toEqual(['/banner']);
});
