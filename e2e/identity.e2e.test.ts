import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useWorld } from './harness/use-world.js';
import { choose, track, waitForStored } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

/** Customers who sign in: on several devices, and one after the other in one browser. */
const stage = useWorld();

const purposesOf = (page: Page) =>
  page.evaluate(() => (sillage as unknown as { getState(): { purposes: string[] } }).getState().purposes);

/** The shop's page of a customer who is signed in, with the signature of its server. */
async function signIn(page: Page, customerId: string): Promise<void> {
  const { site, identifySecret } = stage.world.account;
  const expiresAt = Math.floor(Date.now() / 1000) + 3600;
  const signature = createHmac('sha256', identifySecret).update(`${site}\n${customerId}\n${expiresAt}`).digest('hex');
  await page.evaluate(([id, proof]) => sillage('identify', id, proof), [customerId, { expiresAt, signature }] as const);
}

/** Grants, signs in, and does something that is stored. */
async function enter(page: Page, customerId: string, name: string): Promise<void> {
  await choose(page, 'granted');
  await signIn(page, customerId);
  await track(page, { name, count: 1 });
  await waitForStored(stage.world, name);
}

async function post<T>(path: string, body: object, url = stage.world.node.url): Promise<T> {
  const headers = { Authorization: `Bearer ${stage.world.account.secretKey}`, 'Content-Type': 'application/json' };
  const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify({ site: 'shop', ...body }) });
  return (await answer.json()) as T;
}

interface History {
  sessions: { sessionId: string }[];
}
const sessionsOf = async (customerId: string, url?: string) =>
  (await post<History>('/v1/history', { customerId }, url)).sessions.map(({ sessionId }) => sessionId);

it('ends a customer’s consent on every device when they withdraw on one', async () => {
  const phone = await stage.open('/');
  const context = await stage.visit.browser.newContext();
  const laptop = await context.newPage();
  await laptop.goto(`${stage.world.shop.origin}/`);
  await Promise.all([enter(phone, 'C-1', 'on_phone'), enter(laptop, 'C-1', 'on_laptop')]);
  await waitUntil(async () => (await sessionsOf('C-1')).length === 2);
  await choose(phone, 'denied');
  await waitUntil(async () => (await sessionsOf('C-1')).length === 0);
  await track(laptop, { name: 'too_late', count: 1 });
  await waitUntil(async () => (await purposesOf(laptop)).length === 0);
  expect(await context.cookies()).toEqual([]);
  const sql =
    "SELECT count() AS rows FROM sillage.events WHERE customer_id = 'C-1' OR name IN ('on_laptop', 'too_late')";
  expect(await stage.world.clickhouse.rows(sql)).toEqual([{ rows: 0 }]);
});

it('shows the next customer of a browser nothing of the one before, until the shop says that both are one person', async () => {
  const page = await stage.open('/product');
  await enter(page, 'C-2', 'of_the_first');
  await page.goto(`${stage.world.shop.origin}/next`);
  await signIn(page, 'C-3');
  await waitUntil(async () => (await purposesOf(page)).length === 0);
  expect(await stage.visit.context.cookies()).toEqual([]);
  await enter(page, 'C-3', 'of_the_second');
  await waitUntil(async () => (await sessionsOf('C-3')).length === 1);
  const [first, second] = [await sessionsOf('C-2'), await sessionsOf('C-3')];
  expect(first).toHaveLength(1);
  expect(second).not.toEqual(first);
  // The event names its customer; the link is a row of another table, which comes a moment later.
  const me = await waitUntil(async () => {
    const answer = await page.evaluate(async () => (await fetch('/sillage/v1/me?site=shop')).json());
    return answer.customerIds.length > 0 && answer;
  });
  expect(me.customerIds).toEqual(['C-3']);
  expect(JSON.stringify(me)).not.toContain('TENT-2');

  const other = await stage.world.addNode();
  const both = { customerId: 'C-2', mergedCustomerId: 'C-3', by: 'ana', reason: 'two accounts' };
  expect(await post('/v1/persons/merge', both)).toMatchObject({ customerId: 'C-2', customerIds: ['C-2', 'C-3'] });
  expect((await sessionsOf('C-3')).sort()).toEqual([...first, ...second].sort());
  await waitUntil(async () => (await sessionsOf('C-3', other.url)).length === 2);
  await post('/v1/persons/unmerge', both);
  expect(await sessionsOf('C-3')).toEqual(second);
  await waitUntil(async () => (await sessionsOf('C-3', other.url)).length === 1);
  expect(await post('/v1/persons/changes', { customerId: 'C-3' })).toMatchObject({
    changes: [
      { change: 'unmerged', by: 'ana' },
      { change: 'merged', customerId: 'C-2', reason: 'two accounts' },
    ],
  });
});
