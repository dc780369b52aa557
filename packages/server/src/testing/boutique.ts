import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { History, Purpose } from '@sillage/protocol';
import { uuidv7 } from '@sillage/protocol';
import { pino } from 'pino';
import { initSite } from '../cli/init.js';
import { readConfig, type ServerConfig } from '../config.js';
import { type RunningServer, startServer } from '../start-server.js';

export const origin = 'https://boutique.example';
export const logger = pino({ level: 'silent' });

/** Of a person: histories leave out what bots do. */
const userAgent = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** A directory with the configuration of one shop, as `sillage init` writes it. */
export interface Boutique {
  folder: string;
  config: ServerConfig;
  secretKey: string;
  identifySecret: string;
  start(): Promise<RunningServer>;
  remove(): void;
}

export async function createBoutique(settings: Partial<ServerConfig> = {}): Promise<Boutique> {
  const folder = mkdtempSync(join(tmpdir(), 'sillage-server-'));
  const configPath = join(folder, 'sillage.json');
  const files = { configPath, dataDir: join(folder, 'sillage-data') };
  let said = '';
  const io = { out: (text: string) => (said += text), err: () => undefined };
  await initSite({ site: 'boutique', origin: [origin], timeZone: 'Europe/Paris', currency: 'EUR' }, files, io);
  // a thread runs what was built, and these tests run the sources
  const config = { ...readConfig({ SILLAGE_CONFIG: configPath }), port: 0, readerThreads: 0, ...settings };
  return {
    folder,
    config,
    secretKey: /secret key +(\S+)/.exec(said)?.[1] ?? '',
    identifySecret: config.sites[0]?.identifySecrets[0] ?? '',
    start: () => startServer(config, logger),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/** What a browser sends of events that happen now, each with its envelope. */
export function toBatch(...told: readonly object[]) {
  const events = told.map((event) => {
    const id = uuidv7();
    return { id, pageViewId: id, occurredAt: Date.now(), clockOffsetMs: 0, tab: 'tab00000', sequence: 2, ...event };
  });
  return { site: 'boutique', sentAt: Date.now(), attempt: 1, sdk: 'test', events };
}

/** A browser of the shop, as far as HTTP goes. */
export class Browser {
  cookie: string | undefined;

  /** `base`: where the endpoint is, as the browser sees it. */
  constructor(private readonly base: string) {}

  async consent(granted: readonly Purpose[], denied: readonly Purpose[] = []): Promise<Response> {
    const choices = Object.fromEntries([
      ...granted.map((purpose) => [purpose, 'granted']),
      ...denied.map((purpose) => [purpose, 'denied']),
    ]);
    const source = { name: 'api' };
    const body = { site: 'boutique', choices, policyVersion: '1', language: 'fr', source, gpc: false, sdk: 'test' };
    const reply = await this.post('/v1/consent', body);
    this.cookie = reply.headers.get('Set-Cookie')?.split(';')[0] ?? this.cookie;
    return reply;
  }

  async viewPage(path: string): Promise<Response> {
    return this.post('/v1/events', toBatch({ type: 'page_view', path, title: path, sequence: 1 }));
  }

  me(): Promise<Response> {
    return fetch(`${this.base}/v1/me?site=boutique`, { headers: { Origin: origin, Cookie: this.cookie ?? '' } });
  }

  post(path: string, body: unknown): Promise<Response> {
    const own = { Origin: origin, 'Content-Type': 'text/plain', 'User-Agent': userAgent };
    const headers = { ...own, ...(this.cookie && { Cookie: this.cookie }) };
    return fetch(this.base + path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}

/** What the storefront's server asks. */
export async function askHistory(url: string, secretKey: string, request: object): Promise<History> {
  const reply = await fetch(`${url}/v1/history`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secretKey}` },
    body: JSON.stringify({ site: 'boutique', ...request }),
  });
  return (await reply.json()) as History;
}
