import { createPersonaliser } from '@sillage/sdk/server';
import { expect, it } from 'vitest';
import { useWorld } from '../harness/use-world.js';
import { choose, track, waitForStored } from '../harness/visitor.js';
import { waitUntil } from '../harness/wait-until.js';

const stage = useWorld();

const asked = () => stage.world.shop.collector.passed.filter(({ path }) => path === '/v1/personalise');

it('asks the server by the cookie that it set, and the page is what it was where nothing is decided', async () => {
  const page = await stage.open('/slots');
  await page.waitForSelector('[data-sillage-state=own]');
  expect(asked()).toEqual([]);
  await choose(page, 'granted');
  await waitUntil(() => asked().some(({ status }) => status === 200));
  expect(asked()).toHaveLength(1);
  expect(asked()[0]?.headers.cookie).toContain('__Host-sillage');
  expect(await page.locator('[data-sillage-slot]').textContent()).toBe('Bienvenue');
});

it('answers the storefront’s server about the visitor whose cookie it passes on, and about nobody', async () => {
  const page = await stage.open('/slots');
  await choose(page, 'granted');
  await track(page, { name: 'known', count: 1 });
  await waitForStored(stage.world, 'known');
  const failures: unknown[] = [];
  const personalise = createPersonaliser({
    endpoint: stage.world.node.url,
    site: stage.world.account.site,
    key: stage.world.account.secretKey,
    timeoutMs: 5000,
    onFailure: (reason) => failures.push(reason),
  });
  const cookie = (await stage.visit.context.cookies(stage.world.shop.origin)).find(
    ({ name }) => name === '__Host-sillage',
  );
  const slots = ['hero'];
  expect((await personalise({ slots, visitorToken: cookie?.value ?? '' })).visits).toBe(1);
  expect((await personalise({ slots })).visits).toBe(0);
  expect(failures).toEqual([]);
});
