import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type History, type MeReply, uuidv7 } from '@sillage/protocol';
import { signVisitorToken, type TokenKeys } from '@sillage/protocol/visitor-token';
import { openWarehouse, partitionOf, type StoredEvent, toEventRow, type Warehouse } from '@sillage/warehouse';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPersonalise, LiveVisitors } from './index.js';
import { nothingOffered } from './testing/nothing-offered.js';
import { site } from './testing/site.js';
import { verifyWith } from './testing/verify-with.js';

const tokenKeys: TokenKeys = ['k'.repeat(32)];
const now = Date.now();
const visitor = uuidv7(now);

let folder: string;
let warehouse: Warehouse;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-personalise-'));
  warehouse = await openWarehouse({ kind: 'embedded', directory: folder });
  // Three visits of one page each, an hour apart.
  for (const hour of [3, 2, 1]) await store(view(now - hour * 3_600_000, `/page-${hour}`));
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

function view(at: number, path: string): StoredEvent {
  const id = uuidv7(at);
  return {
    event: { id, pageViewId: id, type: 'page_view', path, occurredAt: at, clockOffsetMs: 0, tab: 't', sequence: 1 },
    site: site.id,
    visitor,
    sessionId: uuidv7(at),
    occurredAt: at,
    receivedAt: at,
    channel: 'web',
    device: 'desktop',
    country: 'FR',
    isBot: false,
    isInternal: false,
    purposes: ['measurement', 'personalisation'],
    basis: 'consent',
    proofId: uuidv7(at),
    customerId: '',
    retentionDays: 760,
  };
}

function store(event: StoredEvent): Promise<void> {
  const rows = Buffer.from(`${toEventRow(event)}\n`);
  return warehouse.insert({ table: 'events', token: `${partitionOf(event.occurredAt)}:${event.event.id}`, rows });
}

function start() {
  return createPersonalise({
    findSite: () => site,
    hasOrigin: () => true,
    live: new LiveVisitors({ warehouse, loadedUpTo: () => now, clock: () => now }),
    ...nothingOffered,
    warehouse,
    tokenKeys,
    verifyToken: verifyWith(tokenKeys),
    isAuthentic: () => true,
    findStanding: ({ purposes }) => ({ purposes, isErased: false }),
    limitClient: () => undefined,
    clock: () => now,
    logger: pino({ level: 'silent' }),
  });
}

const seconds = Math.floor(now / 1000) + 1_000;
const token = signVisitorToken(
  {
    site: site.id,
    visitor,
    proofId: uuidv7(),
    purposes: ['personalisation'],
    consentExpiresAt: seconds,
    expiresAt: seconds,
  },
  tokenKeys,
);

it('pages through a visitor’s sessions, newest first', async () => {
  const app = start();
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const body = JSON.stringify({ site: site.id, visitorToken: token, limit: 2, ...(cursor && { cursor }) });
    const history = (await (await app.request('/v1/history', { method: 'POST', body })).json()) as History;
    expect(history).toMatchObject({ recognised: true, visits: 3 });
    pages.push(history.sessions.map((session) => session.pages[0]?.path ?? ''));
    cursor = history.nextCursor;
  } while (cursor !== undefined);
  expect(pages).toEqual([['/page-1', '/page-2'], ['/page-3']]);
});

it('tells the visitor what is held', async () => {
  const reply = await start().request('/v1/me?site=boutique', { headers: { 'Sillage-Visitor': token } });
  const me = (await reply.json()) as MeReply;
  expect(me.history.sessions).toHaveLength(3);
  expect(me).toMatchObject({ consents: [], customerIds: [] });
});

it('tells nothing of a visitor whom ClickHouse does not know', async () => {
  const stranger = { site: site.id, visitor: uuidv7(), proofId: uuidv7(), purposes: ['personalisation' as const] };
  const visitorToken = signVisitorToken({ ...stranger, consentExpiresAt: seconds, expiresAt: seconds }, tokenKeys);
  const body = JSON.stringify({ site: site.id, visitorToken });
  const reply = await start().request('/v1/history', { method: 'POST', body });
  expect(await reply.json()).toEqual({ recognised: false, visits: 0, sessions: [] });
});
