import type { MeReply, Report } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { Browser, origin, toBatch } from './testing/boutique.js';
import { useBoutique } from './testing/use-boutique.js';

const stage = useBoutique();
const { ask } = stage;

const inTopic = (key: string) => ({ tree: { type: 'interest', kind: 'topic', key, top: 3 } });

it('holds in what a visitor reads, in segments and in reports as soon as a topic was renamed', async () => {
  const browser = new Browser(stage.server.url);
  await browser.consent(['measurement', 'personalisation']);
  await browser.post('/v1/events', toBatch({ type: 'page_view', path: '/v', topics: ['velo/route'] }));
  expect((await ask('PUT', '/v1/topics', { topics: { velo: 'cycles' } })).status).toBe(201);

  const me = await fetch(`${stage.server.url}/v1/me?site=boutique`, {
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
