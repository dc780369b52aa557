import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createProfile, type Profile, type Visit } from './harness/chromium.js';
import { inspectDevice } from './harness/device.js';
import { printFigure } from './harness/figure.js';
import { track, waitForStored } from './harness/visitor.js';
import { createWorld, type World } from './harness/world.js';

let world: World;
let profile: Profile;
let visit: Visit;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

beforeEach(async () => {
  world.shop.collector.passed.length = 0;
  profile = await createProfile();
  visit = await profile.start();
});
afterEach(() => profile.remove());

const banner = '/banner?consent=tarteaucitron';
const open = (path: string) => visit.open(world.shop.origin + path);
/** What went to the collector besides the script. */
const sent = () => world.shop.collector.passed.filter((request) => request.method !== 'GET');
const pageViews = () => sent().flatMap((request) => request.body.match(/"type":"page_view"/g) ?? []);

const acceptAll = (page: Page) => page.click('#tarteaucitronPersonalize2');
const refuseAll = (page: Page) => page.click('#tarteaucitronAllDenied2');

/** Leaves a page without the tag open and closes the rest: what a page sends as it goes has gone. */
async function leaveAll() {
  const bare = await open('/bare');
  for (const page of visit.context.pages()) if (page !== bare) await page.close();
  return inspectDevice(bare);
}

it('sends exactly one page view on a grant, and one on each page of a returning grant', async () => {
  const page = await open(banner);
  await acceptAll(page);
  await track(page, { name: 'granted', count: 1 });
  await waitForStored(world, 'granted');
  expect(pageViews()).toHaveLength(1);

  world.shop.collector.passed.length = 0;
  await page.goto(world.shop.origin + banner);
  await track(page, { name: 'returned', count: 1 });
  await waitForStored(world, 'returned');
  await leaveAll();
  await visit.close();
  printFigure('consent:tarteaucitron_returning', { pageViews: pageViews().length });
  expect(pageViews()).toHaveLength(1);
});

it('leaves nothing but the choice after a refusal', async () => {
  const page = await open(banner);
  await refuseAll(page);
  await track(page, { name: 'refused', count: 3 });
  await page.goto(world.shop.origin + banner);
  const device = await leaveAll();
  await visit.close();
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
  await page.goto(world.shop.origin + banner);
  await track(page, { name: 'before', count: 3, from: 3 });
  await page.evaluate('tarteaucitron.userInterface.openPanel()');
  await page.click('#tarteaucitronAllAllowed');
  await track(page, { name: 'after', count: 1 });
  await waitForStored(world, 'after');
  await leaveAll();
  await visit.close();
  expect(sent().filter((request) => request.body.includes('"name":"before"'))).toEqual([]);
  expect(pageViews()).toHaveLength(1);
});
