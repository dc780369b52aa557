import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useCollectingShop } from './harness/use-collecting-shop.js';
import { choose, goBack } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

const stage = useCollectingShop({
  '/manual': { attributes: 'data-spa="off"' },
  '/speculate': {
    body: '<script type="speculationrules">{"prerender":[{"source":"list","urls":["/next"],"eagerness":"immediate"}]}</script>',
  },
});

const views = () => stage.shop.events().filter(({ type }) => type === 'page_view');
const paths = () => views().map(({ path }) => path);

/** Opens a page of a visitor who has consented. */
async function open(path: string): Promise<Page> {
  const page = await stage.visit.open(stage.shop.origin + path);
  await choose(page, 'granted');
  await waitUntil(() => paths().length === 1);
  return page;
}

/** The mark is told after all that came before it, so that what did not come never will. */
async function expectPaths(page: Page, expected: string[]) {
  await page.evaluate(() => sillage('track', 'custom', { name: 'mark' }));
  await waitUntil(() => stage.shop.events().some(({ name }) => name === 'mark'), {
    describe: () => JSON.stringify(paths()),
  });
  expect(paths()).toEqual(expected);
}

it.each([
  ['a load', () => undefined, ['/']],
  ['a push of another path', () => history.pushState({}, '', '/a'), ['/', '/a']],
  ['a replacement by another path', () => history.replaceState({}, '', '/b'), ['/', '/b']],
  ['a push of the same path', () => history.pushState({}, '', '/'), ['/']],
  ['a fragment', () => location.assign('#part'), ['/']],
  ['a push of a fragment', () => history.pushState({}, '', '#part'), ['/']],
  ['a query that is not kept', () => history.pushState({}, '', '/?token=1'), ['/']],
  ['a query that is kept', () => history.pushState({}, '', '/?page=2'), ['/', '/?page=2']],
])('counts %s', async (_, act, expected) => {
  const page = await open('/');
  await page.evaluate(act);
  await expectPaths(page, expected);
});

it('takes no campaign that a script removes from the address for a new page', async () => {
  const page = await open('/?utm_source=news');
  await page.evaluate(() => history.replaceState({}, '', '/'));
  await expectPaths(page, ['/?utm_source=news']);
});

it('counts a way back once, and a way back over a fragment not at all', async () => {
  const page = await open('/');
  await page.evaluate(() => location.assign('#part'));
  await page.evaluate(() => history.pushState({}, '', '/a'));
  await waitUntil(() => paths().length === 2);
  await page.evaluate(() => history.back());
  await waitUntil(() => paths().length === 3);
  await page.evaluate(() => history.back());
  await page.waitForFunction(() => location.hash === '');
  await expectPaths(page, ['/', '/a', '/']);
});

it('counts a page that the shop’s own script names, where navigation is not followed', async () => {
  const page = await open('/manual');
  await page.evaluate(() => {
    history.pushState({}, '', '/a');
    sillage('pageView');
  });
  await waitUntil(() => paths().length === 2);
  await expectPaths(page, ['/manual', '/a']);
});

it('counts a return from the back/forward cache', async () => {
  const page = await open('/');
  // a page with an open transaction loses its place in the cache
  await page.waitForFunction(async () => (await navigator.locks.query()).held?.length === 0);
  await page.goto(`${stage.shop.origin}/next`);
  await waitUntil(() => paths().length === 2);
  expect(await goBack(page)).toBe('from the cache');
  await waitUntil(() => paths().length === 3);
  await expectPaths(page, ['/', '/next', '/']);
});

it('counts a prerendered page when it is shown, and not before', async () => {
  const page = await open('/speculate');
  await waitUntil(() => stage.shop.paths.includes('/next'));
  expect(paths()).toEqual(['/speculate']);
  await page.evaluate(() => location.assign('/next'));
  await page.waitForURL('**/next');
  await waitUntil(() => paths().length === 2);
  await expectPaths(page, ['/speculate', '/next']);
});

it('gives events the page view that they happened on', async () => {
  const page = await open('/');
  await page.evaluate(() => sillage('track', 'custom', { name: 'on_first' }));
  await page.evaluate(() => history.pushState({}, '', '/a'));
  await waitUntil(() => paths().length === 2);
  await page.evaluate(() => sillage('track', 'custom', { name: 'on_second' }));
  await waitUntil(() => stage.shop.events().some(({ name }) => name === 'on_second'));
  const named = (name: string) => stage.shop.events().find((event) => event.name === name)?.pageViewId;
  expect([named('on_first'), named('on_second')]).toEqual(views().map(({ id }) => id));
});
