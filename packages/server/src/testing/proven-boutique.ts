import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouse } from '@sillage/warehouse/clickhouse';
import { openEmbedded } from '@sillage/warehouse/open';
import type { RunningServer } from '../start-server.js';
import { type Boutique, Browser, createBoutique } from './boutique.js';

export const bannerText = 'Nous mesurons l’audience et personnalisons les offres.\nTout accepter — Tout refuser';
export const bannerTextHash = createHash('sha256').update(bannerText).digest('hex');

/** A shop with six proofs of three visitors, on a ClickHouse in which somebody else can write too. */
export interface ProvenBoutique {
  boutique: Boutique;
  server: RunningServer;
  /** Of the visitor of the proofs 3, 4 and 5. */
  lastToken: string;
  /** SQL past the server. */
  run(sql: string): Promise<void>;
  close(): Promise<void>;
}

export async function openProvenBoutique(): Promise<ProvenBoutique> {
  const root = mkdtempSync(join(tmpdir(), 'sillage-proofs-'));
  const { engine, warehouse } = await openEmbedded({ kind: 'embedded', directory: join(root, 'clickhouse') });
  const clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
  const door = await openDoor(engine);
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  const boutique = await createBoutique({ clickhouse: { url, user: 'default', password: '', database: 'sillage' } });
  const server = await boutique.start();
  const lastToken = await decide(server.url);
  const settings = { mutations_sync: '2', insert_deduplicate: 0 } as const;
  const shop: ProvenBoutique = {
    boutique,
    server,
    lastToken,
    run: (sql) => clickhouse.run({ action: 'tamper', sql, settings }),
    close: async () => {
      await shop.server.stop();
      boutique.remove();
      door.close();
      door.closeAllConnections();
      await clickhouse.close();
      await warehouse.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
  return shop;
}

/** The engine as a ClickHouse that somebody else runs: with the engine's key, which only its owner has. */
async function openDoor(engine: { url: string; headers: Record<string, string> }): Promise<Server> {
  const door = createServer((asked, answer) => {
    const headers = { ...asked.headers, ...engine.headers };
    const forwarded = request(engine.url + asked.url, { method: asked.method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    forwarded.once('error', () => answer.destroy());
    asked.pipe(forwarded);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  return door;
}

/** 1: all granted. 2: some. 3, 4, 5: some, all, some again. 6, of the first: some, by a banner that hashes its text. */
async function decide(url: string): Promise<string> {
  const [first, second, third] = [new Browser(url), new Browser(url), new Browser(url)];
  await first.consent(['measurement', 'personalisation']);
  await first.viewPage('/tentes');
  await second.consent(['measurement'], ['personalisation']);
  await second.viewPage('/sacs');
  await third.consent(['measurement'], ['personalisation']);
  await third.consent(['measurement', 'personalisation']);
  await third.consent(['measurement'], ['personalisation']);
  await first.post('/v1/consent', {
    site: 'boutique',
    choices: { personalisation: 'denied' },
    policyVersion: '1',
    bannerTextHash,
    language: 'fr',
    source: { name: 'tarteaucitron', version: '1.34' },
    gpc: true,
    sdk: 'test',
  });
  return third.cookie?.split('=')[1] ?? '';
}
