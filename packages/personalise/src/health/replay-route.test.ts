import { ProblemError, type ReplayReport, type ReplayRequest } from '@sillage/protocol';
import type { RejectedQuery, RejectedRow } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { site } from '../testing/site.js';
import { createHealthRoutes } from './health-routes.js';

const now = Date.UTC(2026, 9, 1);

/** Refused events, the latest first, of so many visitors in turn. */
const refused = (count: number, visitors = 10): RejectedRow[] =>
  Array.from({ length: count }, (_, place) => ({
    receivedAt: now - place,
    hash: String(place),
    reason: 'too_old',
    detail: '',
    channel: 'web',
    sdk: 'test',
    visitor: `11111111-1111-4111-8111-${String(place % visitors).padStart(12, '0')}`,
    eventId: String(place),
    body: `{"place":${place}}`,
    events: 1,
  }));

/** A shop that refused these, and takes so many batches before it asks to wait. */
function start(rows: readonly RejectedRow[], mostBatches = Number.POSITIVE_INFINITY) {
  const sent: number[] = [];
  let batches = 0;
  const app = createHealthRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: () => true,
    tokenKeys: ['k'.repeat(32)],
    clock: () => now,
    logger: pino({ level: 'silent' }),
    tellNode: () => {
      throw new Error('nobody asks');
    },
    warehouse: {
      rejected: async ({ after, limit }: RejectedQuery) =>
        rows.slice(after ? Number(after.hash) + 1 : 0).slice(0, limit),
      async *proofs() {},
    },
    send: async ({ events }) => {
      if (batches === mostBatches) throw new ProblemError('rate_limited', undefined, 5);
      batches += 1;
      sent.push(...events.map((event) => (event as { place: number }).place));
      return { accepted: events.length, duplicates: 0, rejected: [] } as never;
    },
  });
  const ask = (request: ReplayRequest) =>
    app.request('/v1/rejected/replay', {
      method: 'POST',
      headers: { 'Sillage-Site': site.id },
      body: JSON.stringify(request),
    });
  const replay = async (cursor?: string) =>
    (await (await ask({ reason: 'too_old', ...(cursor !== undefined && { cursor }) })).json()) as ReplayReport;
  /** It takes so many batches again. */
  const wait = () => {
    batches = 0;
  };
  return { sent, ask, replay, wait, takeAll: () => (batches = Number.NEGATIVE_INFINITY) };
}

describe('a replay', () => {
  it('goes on where the one before was cut, until all were sent', async () => {
    const { sent, replay } = start(refused(4_500));
    const first = await replay();
    expect(first).toMatchObject({ sent: 2_000, accepted: 2_000, isCut: true });
    const second = await replay(first.nextCursor);
    expect(second).toMatchObject({ sent: 2_000, isCut: true });
    const third = await replay(second.nextCursor);
    expect(third).toMatchObject({ sent: 500, isCut: false });
    expect(third).not.toHaveProperty('nextCursor');
    expect(new Set(sent).size).toBe(4_500);
    expect(sent).toHaveLength(4_500);
  });

  it('goes on from what was done when the server asked to wait', async () => {
    const rows = refused(1_000);
    const { sent, replay, takeAll } = start(rows, 25);
    const first = await replay();
    expect(first).toMatchObject({ sent: 500, isCut: true, retryAfterSeconds: 5, nextCursor: `${now - 404}-404` });
    takeAll();
    const second = await replay(first.nextCursor);
    expect(second).toMatchObject({ sent: 595, isCut: false });
    expect(second).not.toHaveProperty('retryAfterSeconds');
    expect(new Set(sent).size).toBe(1_000);
  });

  it('gets to the end where each event is another visitor’s, however few batches the server takes at a time', async () => {
    const { sent, replay, wait } = start(refused(60, 60), 7);
    let cursor: string | undefined;
    let calls = 0;
    do {
      wait();
      cursor = (await replay(cursor)).nextCursor;
      calls += 1;
    } while (cursor !== undefined && calls < 20);
    expect(calls).toBe(9);
    expect(sent).toEqual(Array.from({ length: 60 }, (_, place) => place));
  });

  it('passes over no event of a visitor whose batch is full', async () => {
    const { sent, replay, takeAll } = start(refused(120, 2), 3);
    const first = await replay();
    // both visitors' first 50, and the first of those left
    expect(first).toMatchObject({ sent: 110, nextCursor: `${now - 100}-100` });
    takeAll();
    await replay(first.nextCursor);
    expect(new Set(sent).size).toBe(120);
  });

  it('keeps its place when nothing was done', async () => {
    const { replay } = start(refused(300), 0);
    expect(await replay()).toMatchObject({ sent: 0, isCut: true });
    expect(await replay()).not.toHaveProperty('nextCursor');
    expect(await replay(`${now - 99}-99`)).toMatchObject({ isCut: true, nextCursor: `${now - 99}-99` });
  });

  it('sends what was refused twice once', async () => {
    const [row] = refused(1) as [RejectedRow];
    const { replay } = start([row, { ...row, receivedAt: now - 1, hash: '1' }]);
    expect(await replay()).toMatchObject({ sent: 1, isCut: false });
  });

  it.each<[ReplayRequest, string]>([
    [{ reason: 'too_old', cursor: 'somewhere' }, 'cursor'],
    [{ reason: 'identify_forged' }, 'reason: one of'],
    [{}, 'give one of reason and ids'],
  ])('refuses %j', async (request, detail) => {
    const reply = await start([]).ask(request);
    expect(reply.status).toBe(422);
    expect(JSON.stringify(await reply.json())).toContain(detail);
  });
});
