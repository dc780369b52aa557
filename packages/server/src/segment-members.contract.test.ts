import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { createSegmentRoutes } from '@sillage/personalise';
import { defaultInterestSettings, type Site, uuidv7 } from '@sillage/protocol';
import { openWarehouse, type StoredEvent, toEventRow, type Warehouse } from '@sillage/warehouse';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const site = { id: 'boutique', currency: 'EUR', timeZone: 'Europe/Paris' } as Site;
const persons = 60_000;
const blockRows = 10_000;
const now = Date.UTC(2026, 9, 1, 12);

let folder: string;
let warehouse: Warehouse;
let server: ServerType;
let url: string;

/** Long names make a list that no socket holds. */
function toRow(index: number): string {
  const id = uuidv7(now);
  const event: StoredEvent = {
    event: {
      id,
      pageViewId: id,
      type: 'page_view',
      path: '/',
      occurredAt: now,
      clockOffsetMs: 0,
      tab: 't',
      sequence: 0,
    },
    site: site.id,
    visitor: randomUUID(),
    sessionId: randomUUID(),
    occurredAt: now,
    receivedAt: now,
    channel: 'web',
    device: 'mobile',
    country: 'FR',
    isBot: false,
    isInternal: false,
    purposes: ['personalisation'],
    basis: 'consent',
    proofId: id,
    customerId: `${index}-${'c'.repeat(400)}`,
    retentionDays: 0,
  };
  return `${toEventRow(event)}\n`;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-members-'));
  warehouse = await openWarehouse({ kind: 'embedded', directory: folder });
  for (let from = 0; from < persons; from += blockRows) {
    const rows = Array.from({ length: blockRows }, (_, index) => toRow(from + index));
    await warehouse.insert({ table: 'events', token: `${from}`, rows: Buffer.from(rows.join('')) });
  }
  const app = createSegmentRoutes({
    findSite: () => site,
    isAuthentic: () => true,
    interestSettings: () => defaultInterestSettings,
    clock: () => now,
    logger: pino({ level: 'silent' }),
    warehouse,
    definitions: {
      of: () => ({
        slots: new Map(),
        offers: new Map(),
        segments: new Map(),
        offersIn: new Map(),
        rules: new Map(),
        topics: new Map(),
        surveys: new Map(),
      }),
      isLoaded: () => true,
    },
  });
  server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 240_000);
afterAll(async () => {
  server.close();
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The engine is the child whose command line names the folder. Linux. */
function findEngine(): number {
  const found = readdirSync('/proc').find((pid) => /^\d+$/.test(pid) && isEngine(pid));
  return Number(found);
}

function isEngine(pid: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const isOurs = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(process.pid);
    return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
  } catch {
    return false; // it has just ended
  }
}

const ask = (format: string) => fetch(`${url}/v1/segments/new/members?format=${format}&site=boutique`);

describe('a list of members over HTTP', () => {
  it.each(['json', 'jsonl', 'csv'])(
    'breaks off in an error as %s when ClickHouse dies in the middle of it',
    async (format) => {
      await expect.poll(() => warehouse.ping(), { timeout: 60_000 }).toBe(true);
      const reply = await ask(format);
      expect([reply.status, reply.headers.get('Sillage-Persons')]).toEqual([200, String(persons)]);
      const reader = (reply.body as ReadableStream<Uint8Array>).getReader();
      const pieces = [(await reader.read()).value];
      process.kill(findEngine(), 'SIGKILL');
      const drain = async () => {
        for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value);
      };
      await expect(drain()).rejects.toThrow('terminated');
      const text = Buffer.concat(pieces.filter((piece) => piece !== undefined)).toString();
      expect(text.split('\n').length).toBeLessThan(persons);
      if (format === 'json') expect(() => JSON.parse(text)).toThrow();
    },
  );

  it('is whole where nothing breaks', async () => {
    await expect.poll(() => warehouse.ping(), { timeout: 60_000 }).toBe(true);
    const list = (await (await ask('json')).json()) as { members: unknown[]; persons: number };
    expect([list.members.length, list.persons]).toEqual([persons, persons]);
    expect((await (await ask('csv')).text()).trimEnd().split('\n')).toHaveLength(persons + 1);
    const parquet = Buffer.from(await (await ask('parquet')).arrayBuffer());
    expect(parquet.subarray(-4).toString()).toBe('PAR1');
  });
});
