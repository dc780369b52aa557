import type { NodeHealth, RejectedList, ReplayReport } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { Browser, toBatch } from './testing/boutique.js';
import { useBoutique } from './testing/use-boutique.js';

const stage = useBoutique();
const { ask } = stage;

const replay = async (body: object) => {
  const reply = await ask('POST', '/v1/rejected/replay', body);
  return { status: reply.status, report: (await reply.json()) as ReplayReport };
};
const listOf = async (query: string, cursor?: string) => {
  const headers = cursor === undefined ? {} : { 'Sillage-Cursor': cursor };
  return (await (await ask('GET', `/v1/rejected${query}`, undefined, headers)).json()) as RejectedList;
};

const settled = async () => {
  await expect.poll(async () => ((await (await ask('GET', '/v1/health')).json()) as NodeHealth).lagMs).toBe(0);
};

it('lists what was refused, page by page, and by reason', async () => {
  const browser = new Browser(stage.server.url);
  await browser.consent(['measurement', 'personalisation']);
  await browser.post('/v1/events', toBatch({ type: 'page_view', path: '' }, { type: 'whatever' }, { type: 'search' }));
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
  const browser = new Browser(stage.server.url);
  await browser.consent(['measurement', 'personalisation']);
  const before = (await listOf('?reason=invalid_event')).rejected.length;
  await browser.post('/v1/events', toBatch({ type: 'search', query: 7 }));
  await settled();
  const again = await replay({ reason: 'invalid_event' });
  expect(again.report).toMatchObject({ sent: before + 1, accepted: 0, rejected: { invalid_event: before + 1 } });
  await settled();
  expect((await listOf('?reason=invalid_event')).rejected).toHaveLength(before + 1);
});

it('says that nothing is to be replayed whose fault is who said it', async () => {
  expect((await replay({ reason: 'identify_forged' })).status).toBe(422);
  const browser = new Browser(stage.server.url);
  await browser.consent(['measurement', 'personalisation']);
  const sent = toBatch({ type: 'identify', customerId: 'c-1' });
  await browser.post('/v1/events', sent);
  await settled();
  const { report } = await replay({ ids: sent.events.map(({ id }) => id) });
  expect(report).toMatchObject({ sent: 0, notReplayable: 1 });
});

it('takes what was refused once its reason is gone, as the visitor’s own, and is told a duplicate after that', async () => {
  const [site] = stage.boutique.config.sites;
  const days = (retentionDays: number) => Object.assign(site ?? {}, { retentionDays });
  await stage.server.stop();
  days(10);
  stage.server = await stage.boutique.start();
  const browser = new Browser(stage.server.url);
  await browser.consent(['measurement', 'personalisation']);
  const old = { type: 'page_view', path: '/old', occurredAt: Date.now() - 20 * 86_400_000 };
  const sent = toBatch(old);
  await browser.post('/v1/events', sent);
  await settled();
  expect((await replay({ reason: 'too_old' })).report).toMatchObject({ accepted: 0, rejected: { too_old: 1 } });
  await stage.server.stop();
  days(760);
  stage.server = await stage.boutique.start();
  const ids = sent.events.map(({ id }) => id);
  expect((await replay({ ids })).report).toMatchObject({ sent: 1, accepted: 1, duplicates: 0, rejected: {} });
  expect((await replay({ ids })).report).toMatchObject({ sent: 1, accepted: 0, duplicates: 1 });
});

it('tells how the node fares and what it took of the site, to who holds a key', async () => {
  const tell = async () => (await (await ask('GET', '/v1/health')).json()) as NodeHealth;
  const before = await tell();
  expect(before.startedAt).toBeGreaterThan(0);
  expect(before).toMatchObject({ lagMs: expect.any(Number), duplicates: expect.any(Number) });
  const browser = new Browser(stage.server.url);
  await browser.consent(['measurement']);
  await browser.viewPage('/');
  expect(await tell()).toMatchObject({ accepted: before.accepted + 1, duplicates: before.duplicates });
  expect((await fetch(`${stage.server.url}/v1/health?site=boutique`)).status).toBe(401);
});
