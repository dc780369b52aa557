import { type MeReply, type Report, uuidv7 } from '@sillage/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningServer } from './start-server.js';
import { type Boutique, Browser, createBoutique, origin } from './testing/boutique.js';

let boutique: Boutique;
let server: RunningServer;
beforeAll(async () => {
  boutique = await createBoutique();
  server = await boutique.start();
});
afterAll(async () => {
  await server.stop();
  boutique.remove();
});

const ask = (method: string, path: string, body?: object) =>
  fetch(server.url + path, {
    method,
    headers: { Authorization: `Bearer ${boutique.secretKey}`, 'Sillage-Site': 'boutique' },
    ...(body && { body: JSON.stringify(body) }),
  });

const inTopic = (key: string) => ({ tree: { type: 'interest', kind: 'topic', key, top: 3 } });

it('holds in what a visitor reads, in segments and in reports as soon as a topic was renamed', async () => {
  const browser = new Browser(server.url);
  await browser.consent(['measurement', 'personalisation']);
  const id = uuidv7();
  const view = { id, pageViewId: id, type: 'page_view', path: '/v', topics: ['velo/route'], occurredAt: Date.now() };
  const event = { ...view, clockOffsetMs: 0, tab: 'tab00000', sequence: 1 };
  await browser.post('/v1/events', { site: 'boutique', sentAt: Date.now(), attempt: 1, sdk: 'test', events: [event] });
  expect((await ask('PUT', '/v1/topics', { topics: { velo: 'cycles' } })).status).toBe(201);

  const me = await fetch(`${server.url}/v1/me?site=boutique`, {
    headers: { Origin: origin, Cookie: browser.cookie ?? '' },
  });
  expect(((await me.json()) as MeReply).interests.map(({ key }) => key).sort()).toEqual(['cycles', 'cycles/route']);

  const count = async (key: string) =>
    ((await (await ask('POST', '/v1/segments/count', inTopic(key))).json()) as { persons: number }).persons;
  await expect.poll(() => count('cycles/route'), { timeout: 20_000 }).toBe(1);
  expect(await count('velo')).toBe(0);

  const { rows } = (await (await ask('GET', '/v1/reports/interests')).json()) as Report;
  expect(rows.map(([topic, visitors]) => [topic, visitors])).toEqual([
    ['cycles', 1],
    ['cycles/route', 1],
  ]);
});
