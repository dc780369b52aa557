import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from './child-process.js';
import { findFreePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

/** The server as the README starts it: the built command, a configuration file and a data directory of its own. */
export interface SillageNode {
  readonly url: string;
  readonly directory: string;
  /** Starts, or starts again on the same port and data; resolves when it is ready. */
  start(): Promise<void>;
  /** The process now running. */
  readonly child: Child;
  stop(): Promise<void>;
  /** kill -9 of the server's process alone. */
  kill(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** What several nodes of one shop share. */
export interface ShopAccount {
  site: string;
  secretKey: string;
  cookieKeys: [string];
  identifySecret: string;
}

export function createAccount(site = 'shop'): ShopAccount {
  const secret = () => randomBytes(32).toString('base64url');
  return { site, secretKey: `sk_${secret()}`, cookieKeys: [secret()], identifySecret: secret() };
}

export interface NodeOptions {
  account: ShopAccount;
  origins: readonly string[];
  /** A ClickHouse by URL; the embedded engine without. */
  clickhouseUrl?: string;
  /** Further keys of `sillage.json`. */
  settings?: Record<string, unknown>;
  /** Further keys of the site. */
  siteSettings?: Record<string, unknown>;
  /** Instead of a directory of the node's own. */
  dataDir?: string;
}

const command = createRequire(import.meta.url).resolve('@sillage/server/command');

export async function createNode(options: NodeOptions): Promise<SillageNode> {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-node-'));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const configPath = join(directory, 'sillage.json');
  await writeFile(configPath, JSON.stringify(toConfig(options, port), null, 2), { mode: 0o600 });
  let running: Child | undefined;
  return {
    url,
    directory,
    get child() {
      if (running === undefined) throw new Error('The server is not running.');
      return running;
    },
    async start() {
      const child = startChild(command, ['start'], { env: { SILLAGE_CONFIG: configPath } });
      running = child;
      let hasEnded = false;
      void child.exited.then(() => {
        hasEnded = true;
      });
      await waitUntil(async () => hasEnded || (await fetch(`${url}/readyz`)).ok, { describe: child.output });
      if (hasEnded) throw new Error(`The server ended at its start:\n${child.output()}`);
    },
    async stop() {
      await running?.stop();
    },
    async kill() {
      await running?.kill();
    },
    async remove() {
      await running?.stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

function toConfig(options: NodeOptions, port: number): unknown {
  const { account, origins, clickhouseUrl } = options;
  return {
    host: '127.0.0.1',
    port,
    dataDir: options.dataDir ?? './data',
    logLevel: 'warn',
    cookieKeys: account.cookieKeys,
    ...(clickhouseUrl === undefined ? {} : { clickhouse: { url: clickhouseUrl } }),
    ...options.settings,
    sites: [
      {
        id: account.site,
        name: 'Shop',
        origins,
        timeZone: 'Europe/Paris',
        currency: 'EUR',
        secretKeyHashes: [createHash('sha256').update(account.secretKey).digest('hex')],
        identifySecrets: [account.identifySecret],
        ...options.siteSettings,
      },
    ],
  };
}
