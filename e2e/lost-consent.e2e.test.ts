import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { inspectDevice } from './harness/device.js';
import { listWaiting } from './harness/probe.js';
import { createAccount } from './harness/sillage.js';
import { useWorld } from './harness/use-world.js';
import { batchesWith, choose, track, waitForGrant, waitForStored } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

/** The browser believes in a grant of which the server knows nothing. */
const stage = useWorld();
const { open, sent } = stage;

const go = (page: Page, path: string) => page.goto(stage.world.shop.origin + path);
const grants = () => sent().filter(({ path, body }) => path === '/v1/consent' && body.includes('granted'));
interface State {
  choices: object;
  purposes: string[];
  isSettled: boolean;
}
const stateOf = (page: Page) => page.evaluate(() => (sillage as unknown as { getState(): State }).getState());

/** Names: an empty one is one too. */
const listDatabases = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).map((database) => database.name));

function erase(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // a page waits for ever for an answer that is lost on its way
    const signal = AbortSignal.timeout(30_000);
    return (await fetch('/sillage/v1/me?site=shop', { method: 'DELETE', signal })).status;
  });
}

async function changeCookieKeys(): Promise<void> {
  await stage.world.node.stop();
  const file = join(stage.world.node.directory, 'sillage.json');
  const config = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...config, cookieKeys: createAccount().cookieKeys }));
  await stage.world.node.start();
}

/** A visitor who granted and is known. */
async function enterShop(name: string): Promise<Page> {
  const page = await open('/');
  await choose(page, 'granted');
  await track(page, { name, count: 1 });
  await waitForStored(stage.world, name);
  return page;
}

/** The tag has heard that its grant is worth nothing: of these events' batch, or of what the page sent by itself before. */
async function waitForLoss(page: Page, name: string): Promise<void> {
  await track(page, { name, count: 3 });
  await waitUntil(async () => (await stateOf(page)).purposes.length === 0);
}

const losses: [string, (page: Page) => Promise<unknown>][] = [
  ['the visitor erased all', async (page) => expect(await erase(page)).toBe(202)],
  ['the cookies alone were cleared', () => stage.visit.context.clearCookies()],
  ['the server has other keys', changeCookieKeys],
];

describe.each(losses)('when %s', (title, lose) => {
  const name = title.replaceAll(' ', '_');

  it('stops in every tab, and begins again with the next yes', async () => {
    const page = await enterShop(`${name}:before`);
    const other = await open('/next');
    await lose(page);
    await go(page, '/product');
    await waitForLoss(page, `${name}:lost`);
    await waitUntil(async () => (await stateOf(other)).purposes.length === 0);
    expect((await stateOf(page)).choices).toEqual({});

    stage.world.shop.collector.passed.length = 0;
    for (const path of ['/', '/next', '/product']) {
      await go(page, path);
      await track(page, { name: `${name}:stopped`, count: 3 });
    }
    await track(other, { name: `${name}:stopped`, count: 3 });
    await go(other, '/bare');
    expect(await listDatabases(other)).toEqual([]);
    expect(sent()).toEqual([]);

    await choose(page, 'granted');
    await track(page, { name: `${name}:again`, count: 1 });
    await waitForStored(stage.world, `${name}:again`);
    expect(grants()).toHaveLength(1);
    const [stored] = batchesWith(stage.world, `${name}:again`);
    expect(stored?.body).not.toContain(`${name}:lost`);
    expect((await stateOf(page)).purposes).toEqual(['measurement', 'personalisation']);
  });
});

it('tells a new proof when the banner repeats its answer after the cookie was lost', async () => {
  const page = await open('/banner?consent=tarteaucitron');
  await waitUntil(async () => {
    const isAnswered = await page.evaluate(() => tarteaucitron.state.sillagemeasurement === true);
    if (!isAnswered) await page.click('#tarteaucitronPersonalize2', { timeout: 1000 });
    return isAnswered;
  });
  await waitForGrant(page);
  await track(page, { name: 'banner:before', count: 1 });
  await waitForStored(stage.world, 'banner:before');
  await stage.visit.context.clearCookies({ name: '__Host-sillage' });
  await waitForLoss(page, 'banner:lost');

  stage.world.shop.collector.passed.length = 0;
  await page.reload();
  await page.waitForFunction(() => tarteaucitron.state.sillagemeasurement === true);
  await waitForGrant(page);
  await track(page, { name: 'banner:again', count: 1 });
  await waitForStored(stage.world, 'banner:again');
  expect(grants()).toHaveLength(1);
});

/** What may have happened on the page between the erasure and the withdrawal, and how often the refusal is told then. */
const between: [string, (page: Page) => Promise<unknown>, number][] = [
  ['at once', async () => undefined, 1],
  ['after the tag has heard that its grant is gone', (page) => waitForLoss(page, 'erased:lost'), 0],
];

describe.each(between)('where the page that erases takes the grant back %s', (_, pass, told) => {
  it('leaves a no, as the documentation says', async () => {
    const page = await enterShop('erased:before');
    // else what is left to be sent is refused first, and the one case is the other
    await waitUntil(async () => (await listWaiting(page)).length === 0);
    expect(await erase(page)).toBe(202);
    await pass(page);
    await page.evaluate(() => sillage('withdraw'));
    await waitUntil(async () => (await stateOf(page)).isSettled);
    const refusals = sent().filter(({ path, body }) => path === '/v1/consent' && body.includes('denied'));
    expect(refusals.map(({ status }) => status)).toEqual(Array(told).fill(200));
    expect((await stateOf(page)).choices).toEqual({ measurement: 'denied', personalisation: 'denied' });
    stage.world.shop.collector.passed.length = 0;
    await go(page, '/next');
    await track(page, { name: 'erased:after', count: 3 });
    await go(page, '/bare');
    expect((await inspectDevice(page)).cookies).toEqual([]);
    expect(await listDatabases(page)).toEqual([]);
    expect(sent()).toEqual([]);
  });
});
