import type { Page } from 'playwright-core';
import { waitUntil } from './wait-until.js';
import type { World } from './world.js';

declare global {
  /** What the tag's stub and then its script put on the page. */
  var sillage: (method: string, ...values: unknown[]) => unknown;
}

export type Purpose = 'measurement' | 'personalisation';

/** The shop tells the visitor's choice, as its own banner would. */
export async function choose(page: Page, choice: 'granted' | 'denied'): Promise<void> {
  await page.evaluate((value) => sillage('consent', { measurement: value, personalisation: value }), choice);
}

/** Resolves when the page's tracker has heard of a grant, which a banner tells a task after it was given: what is done before is never sent. */
export async function waitForGrant(page: Page): Promise<void> {
  // asked from outside: a shop's policy lets nothing in the page wait for it by `eval`
  await waitUntil(() => page.evaluate<boolean>('window.sillage?.getState?.().purposes.length > 0'));
}

/** Events of one name, numbered, so that a test can find each of them again. */
export interface Series {
  name: string;
  count: number;
  /** Number of the first; default 0. */
  from?: number;
  /** Characters that each carries besides. */
  bytes?: number;
  /** Where the visitor goes in the same task. */
  goTo?: string;
}

export async function track(page: Page, series: Series): Promise<void> {
  const arrival = series.goTo === undefined ? undefined : page.waitForURL(`**${series.goTo}`);
  await page.evaluate(({ name, count, from = 0, bytes = 0, goTo }) => {
    for (let n = from; n < from + count; n += 1) {
      const filler = bytes > 0 ? { filler: 'x'.repeat(bytes) } : {};
      sillage('track', 'custom', { name, properties: { n, ...filler } });
    }
    if (goTo !== undefined) location.href = goTo;
  }, series);
  await arrival;
}

/** chrome://crash, as the inspector does it. */
export async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined); // nobody is left to answer
  await crashed;
}

/** The batches that the shop's proxy has seen with such an event. */
export function batchesWith(world: World, name: string) {
  return world.shop.collector.passed.filter(
    (request) => request.path.startsWith('/v1/events') && request.body.includes(`"name":"${name}"`),
  );
}

/** Resolves when the collector has stored such a batch, whether or not the browser hears of it. */
export async function waitForStored(world: World, name: string): Promise<void> {
  await waitUntil(() => batchesWith(world, name).some((batch) => batch.status === 202), {
    describe: () => `${name}: ${JSON.stringify(world.shop.collector.passed.map(({ path, status }) => [path, status]))}`,
  });
}

/** Back in the history; tells whether the page was still alive or had to be loaded again. */
export async function goBack(page: Page): Promise<'from the cache' | 'loaded again'> {
  const session = await page.context().newCDPSession(page);
  const { entries, currentIndex } = await session.send('Page.getNavigationHistory');
  const target = entries[currentIndex - 1];
  if (target === undefined) throw new Error('There is nothing to go back to.');
  await session.send('Page.enable');
  const navigated = new Promise<string>((resolve) => {
    session.on('Page.frameNavigated', ({ type }) => resolve(type));
  });
  await session.send('Page.navigateToHistoryEntry', { entryId: target.id });
  const type = await navigated;
  await session.detach();
  return type === 'BackForwardCacheRestore' ? 'from the cache' : 'loaded again';
}
