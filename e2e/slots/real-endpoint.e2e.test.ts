import { createPersonaliser } from '@sillage/sdk/server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createProfile, type Profile, type Visit } from '../harness/chromium.js';
import { choose, track, waitForStored } from '../harness/visitor.js';
import { waitUntil } from '../harness/wait-until.js';
import { createWorld, type World } from '../harness/world.js';

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

const asked = () => world.shop.collector.passed.filter(({ path }) => path === '/v1/personalise');

it('asks the server by the cookie that it set, and the page is what it was where nothing is decided', async () => {
  const page = await visit.open(`${world.shop.origin}/slots`);
  await page.waitForSelector('[data-sillage-state=own]');
  expect(asked()).toEqual([]);
  await choose(page, 'granted');
  await waitUntil(() => asked().some(({ status }) => status === 200));
  expect(asked()).toHaveLength(1);
  expect(asked()[0]?.headers.cookie).toContain('__Host-sillage');
  expect(await page.locator('[data-sillage-slot]').textContent()).toBe('Bienvenue');
});

it('answers the storefront’s server about the visitor whose cookie it passes on, and about nobody', async () => {
  const page = await visit.open(`${world.shop.origin}/slots`);
  await choose(page, 'granted');
  await track(page, { name: 'known', count: 1 });
  await waitForStored(world, 'known');
  const failures: unknown[] = [];
  const personalise = createPersonaliser({
    endpoint: world.node.url,
    site: world.account.site,
    key: world.account.secretKey,
    timeoutMs: 5000,
    onFailure: (reason) => failures.push(reason),
  });
  const cookie = (await visit.context.cookies(world.shop.origin)).find(({ name }) => name === '__Host-sillage');
  const slots = ['hero'];
  expect((await personalise({ slots, visitorToken: cookie?.value ?? '' })).visits).toBe(1);
  expect((await personalise({ slots })).visits).toBe(0);
  expect(failures).toEqual([]);
});
