import { type NodeHealth, type RejectedList, type ReplayReport, uuidv7 } from '@sillage/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningServer } from './start-server.js';
import { type Boutique, Browser, createBoutique } from './testing/boutique.js';

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

const ask = (path: string, init: RequestInit = {}) =>
  fetch(server.url + path, {
    ...init,
    headers: { Authorization: `Bearer ${boutique.secretKey}`, 'Sillage-Site': 'boutique', ...init.headers },
  });
const replay = async (body: object) => {
  const reply = await ask('/v1/rejected/replay', { method: 'POST', body: JSON.stringify(body) });
  return { status: reply.status, report: (await reply.json()) as ReplayReport };
};
const listOf = async (query: string, cursor?: string) =>
  (await (
    await ask(`/v1/rejected${query}`, cursor === undefined ? {} : { headers: { 'Sillage-Cursor': cursor } })
  ).json()) as RejectedList;

const batch = (...events: object[]) => ({
  site: 'boutique',
  sentAt: Date.now(),
  attempt: 1,
  sdk: 'test',
  events: events.map((event) => {
    const id = uuidv7();
    return { id, pageViewId: id, occurredAt: Date.now(), clockOffsetMs: 0, tab: 'tab00000', sequence: 2, ...event };
  }),
});
const settled = async () => {
  await expect.poll(async () => ((await (await ask('/v1/health')).json()) as NodeHealth).lagMs).toBe(0);
};

it('lists what was refused, page by page, and by reason', async () => {
  const browser = new Browser(server.url);
  await browser.consent(['measurement', 'personalisation']);
  await browser.post('/v1/events', batch({ type: 'page_view', path: '' }, { type: 'whatever' }, { type: 'search' }));
  await settled();
  const all = await listOf('');
  expect(all.rejected.map(({ reason }) => reason).sort()).toEqual(['invalid_event', 'invalid_event', 'unknown_type']);
  expect(all.rejected[0]).not.toHaveProperty('visitor');
  const first = await listOf('?limit=2');
  const second = await listOf('?limit=2', first.nextCursor);
  expect([...first.rejected, ...second.rejected].map(({ eventId }) => eventId)).toEqual(
    all.rejected.map(({ eventId }) => eventId),
  );
  expect(second.nextCursor).toBeUndefined();
  expect((await listOf('?reason=unknown_type')).rejected).toMatchObject([
    { body: expect.stringContaining('whatever') },
  ]);
});

it('keeps no second copy of what is refused again when it is sent again', async () => {
  const browser = new Browser(server.url);
  await browser.consent(['measurement', 'personalisation']);
  const before = (await listOf('?reason=invalid_event')).rejected.length;
  await browser.post('/v1/events', batch({ type: 'search', query: 7 }));
  await settled();
  const again = await replay({ reason: 'invalid_event' });
  expect(again.report).toMatchObject({ sent: before + 1, accepted: 0, rejected: { invalid_event: before + 1 } });
  await settled();
  expect((await listOf('?reason=invalid_event')).rejected).toHaveLength(before + 1);
});

it('says that nothing is to be replayed whose fault is who said it', async () => {
  expect((await replay({ reason: 'identify_forged' })).status).toBe(422);
  const browser = new Browser(server.url);
  await browser.consent(['measurement', 'personalisation']);
  const sent = batch({ type: 'identify', customerId: 'c-1' });
  await browser.post('/v1/events', sent);
  await settled();
  const { report } = await replay({ ids: sent.events.map(({ id }) => id) });
  expect(report).toMatchObject({ sent: 0, notReplayable: 1 });
});

it('takes what was refused once its reason is gone, as the visitor’s own, and is told a duplicate after that', async () => {
  const [site] = boutique.config.sites;
  const days = (retentionDays: number) => Object.assign(site ?? {}, { retentionDays });
  await server.stop();
  days(10);
  server = await boutique.start();
  const browser = new Browser(server.url);
  await browser.consent(['measurement', 'personalisation']);
  const old = { type: 'page_view', path: '/old', occurredAt: Date.now() - 20 * 86_400_000 };
  const sent = batch(old);
  await browser.post('/v1/events', sent);
  await settled();
  expect((await replay({ reason: 'too_old' })).report).toMatchObject({ accepted: 0, rejected: { too_old: 1 } });
  await server.stop();
  days(760);
  server = await boutique.start();
  const ids = sent.events.map(({ id }) => id);
  expect((await replay({ ids })).report).toMatchObject({ sent: 1, accepted: 1, duplicates: 0, rejected: {} });
  expect((await replay({ ids })).report).toMatchObject({ sent: 1, accepted: 0, duplicates: 1 });
});

it('tells how the node fares and what it took of the site, to who holds a key', async () => {
  const tell = async () => (await (await ask('/v1/health')).json()) as NodeHealth;
  const before = await tell();
  expect(before.startedAt).toBeGreaterThan(0);
  expect(before).toMatchObject({ lagMs: expect.any(Number), duplicates: expect.any(Number) });
  const browser = new Browser(server.url);
  await browser.consent(['measurement']);
  await browser.viewPage('/');
  expect(await tell()).toMatchObject({ accepted: before.accepted + 1, duplicates: before.duplicates });
  expect((await fetch(`${server.url}/v1/health?site=boutique`)).status).toBe(401);
});
