import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createProfile, type Profile, type Visit } from './harness/chromium.js';
import { clearDevice } from './harness/device.js';
import { countDelivered, listWaiting, printDelivery, waitUntilLoaded } from './harness/probe.js';
import { batchesWith, choose, crash, track, waitForStored } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';
import { createWorld, type World } from './harness/world.js';

let world: World;
let profile: Profile;
/** Of all tests that leave the browser alive: each of them is somebody's first visit in it. */
let visit: Visit;

beforeAll(async () => {
  world = await createWorld();
  profile = await createProfile();
  visit = await profile.start();
});
afterAll(async () => {
  await profile?.remove();
  await world?.close();
});

beforeEach(() => {
  world.shop.collector.passed.length = 0;
});
afterEach(async () => {
  world.shop.link.latencyMs = 0;
  world.shop.collector.fault = { kind: 'none' };
  await clearDevice(visit.context, world.shop.origin);
});

/** A browser that the test may kill, or of which it kills a part. */
async function createOwnProfile(): Promise<Profile> {
  const own = await createProfile();
  onTestFinished(() => own.remove());
  return own;
}

/** A visitor who has consented, and whose page view has arrived. */
async function arrive(visit: Visit): Promise<Page> {
  const page = await visit.open(`${world.shop.origin}/`);
  await choose(page, 'granted');
  await track(page, { name: 'arrival', count: 1 });
  await waitForStored(world, 'arrival');
  return page;
}

/** The events have reached IndexedDB: what is killed within a commit's one to three milliseconds is gone. */
async function waitUntilSaved(page: Page, count: number) {
  await waitUntil(async () => (await listWaiting(page)).length >= count);
}

/** Every event there once, as seen from a page on which the visitor is back. */
async function expectOnce(question: string, page: Page, expected: number) {
  const delivery = await countDelivered(world, { name: question, expected, page });
  printDelivery(question, delivery);
  expect(delivery).toEqual({ events: expected, lost: 0, duplicates: 0 });
}

it('keeps 50 events of the moment before a navigation', async () => {
  const page = await arrive(visit);
  await track(page, { name: 'navigation', count: 50, goTo: '/next' });
  await expectOnce('navigation', page, 50);
});

it('keeps events of 4 KB each, more than a browser lets leave at once', async () => {
  const page = await arrive(visit);
  await track(page, { name: 'large', count: 40, bytes: 4096, goTo: '/next' });
  await expectOnce('large', page, 40);
});

it('keeps events over a slow, idle link before a navigation', async () => {
  const page = await arrive(visit);
  world.shop.link.latencyMs = 200;
  await track(page, { name: 'slow_link', count: 50, goTo: '/next' });
  await expectOnce('slow_link', page, 50);
});

it('keeps events while the collector is down, the tab closed and the shop opened again', async () => {
  const page = await arrive(visit);
  await world.node.kill();
  await track(page, { name: 'collector_down', count: 50 });
  await page.close();
  await world.node.start();
  await expectOnce('collector_down', await visit.open(`${world.shop.origin}/next`), 50);
});

it('keeps events of a renderer that crashed', async () => {
  const visit = await (await createOwnProfile()).start();
  const page = await arrive(visit);
  world.shop.collector.fault = { kind: 'drop_before' };
  await track(page, { name: 'renderer_crash', count: 50 });
  await waitUntilSaved(page, 50);
  await crash(page);
  world.shop.collector.fault = { kind: 'none' };
  await expectOnce('renderer_crash', await visit.open(`${world.shop.origin}/next`), 50);
});

it('keeps events of a browser that was killed', async () => {
  const profile = await createOwnProfile();
  const first = await profile.start();
  await arrive(first);
  // cookies and localStorage reach the disk late: a grant of a moment ago would be gone with the browser
  await first.close();
  const visit = await profile.start();
  const page = await visit.open(`${world.shop.origin}/`);
  world.shop.collector.fault = { kind: 'drop_before' };
  await track(page, { name: 'browser_kill', count: 50 });
  await waitUntilSaved(page, 50);
  await visit.killHard();
  world.shop.collector.fault = { kind: 'none' };
  const again = await profile.start();
  await expectOnce('browser_kill', await again.open(`${world.shop.origin}/next`), 50);
});

it('counts once what was stored though its answer was lost', async () => {
  const page = await arrive(visit);
  world.shop.collector.fault = { kind: 'drop_after' };
  await track(page, { name: 'answer_lost', count: 50 });
  await waitForStored(world, 'answer_lost');
  world.shop.collector.fault = { kind: 'none' };
  await page.goto(`${world.shop.origin}/next`);
  await expectOnce('answer_lost', page, 50);
});

it('counts once what one node stored and another one is sent again', async () => {
  const page = await arrive(visit);
  world.shop.collector.fault = { kind: 'drop_after' };
  await track(page, { name: 'other_node', count: 50 });
  await waitForStored(world, 'other_node');
  await waitUntilLoaded(world.node);
  const other = await world.addNode();
  onTestFinished(() => {
    world.shop.collector.target = world.node.url;
  });
  world.shop.collector.target = other.url;
  world.shop.collector.fault = { kind: 'none' };
  await page.goto(`${world.shop.origin}/next`);
  await waitUntil(async () => (await listWaiting(page)).length === 0);
  await waitUntilLoaded(other);
  await expectOnce('other_node', page, 50);
});

it('sends again what was answered 503 for five seconds', async () => {
  const page = await arrive(visit);
  world.shop.collector.fault = { kind: 'unavailable', retryAfterSeconds: 1 };
  setTimeout(() => {
    world.shop.collector.fault = { kind: 'none' };
  }, 5000);
  await track(page, { name: 'unavailable', count: 50 });
  await expectOnce('unavailable', page, 50);
});

it('keeps the events of two tabs that were offline', async () => {
  const page = await arrive(visit);
  const other = await visit.open(`${world.shop.origin}/next`);
  onTestFinished(() => visit.context.setOffline(false));
  await visit.context.setOffline(true);
  await track(page, { name: 'offline', count: 25 });
  await track(other, { name: 'offline', count: 25, from: 25 });
  await waitUntilSaved(page, 50);
  expect(batchesWith(world, 'offline')).toEqual([]);
  await visit.context.setOffline(false);
  await expectOnce('offline', page, 50);
});

it('works under a strict policy with Trusted Types, without a word in the console', async () => {
  const page = await visit.context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${world.shop.origin}/product?csp`);
  await choose(page, 'granted');
  await track(page, { name: 'strict_policy', count: 5 });
  await expectOnce('strict_policy', page, 5);
  expect(complaints).toEqual([]);
});
