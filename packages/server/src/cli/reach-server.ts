import type { Logger } from 'pino';
import type { ServerConfig } from '../config.js';
import { createSecretKey } from '../keys.js';
import { openNode } from '../node.js';
import { type Announcement, readAnnouncement } from '../server-file.js';
import { CommandError } from './io.js';

/** What a command needs to find its server. */
export interface Surroundings {
  config: ServerConfig;
  logger: Logger;
  /** Of a server elsewhere; comes from the environment. */
  secretKey: string | undefined;
  fetch: typeof fetch;
}

/** A server that answers requests with a secret key, with or without a socket. */
export interface ReachedServer {
  /** `path` begins with `/v1/`; the key is added. */
  request(path: string, init: { method: string; body?: string; headers?: Record<string, string> }): Promise<Response>;
  /** The body is JSON. */
  post(path: string, body: string): Promise<Response>;
  close(): Promise<void>;
}

/** How long the end of a command waits for ClickHouse; what is left is loaded when the server starts. */
const drainTimeoutMs = 600_000;

/** The server at `elsewhere` where it is given, else the one that runs, else the data directory itself. */
export async function reachServer(elsewhere: string | undefined, given: Surroundings): Promise<ReachedServer> {
  if (elsewhere !== undefined) {
    if (given.secretKey === undefined) throw new CommandError('--server needs the secret key in SILLAGE_SECRET_KEY');
    return reachOverHttp(elsewhere.replace(/\/+$/, ''), given.secretKey, given.fetch);
  }
  const running = await findRunning(given);
  return running ? reachOverHttp(running.url, running.operatorKey, given.fetch) : openDirectory(given);
}

/** The server that runs on the data directory; `undefined` where none answers. */
export async function findRunning({
  config,
  fetch,
}: Pick<Surroundings, 'config' | 'fetch'>): Promise<Announcement | undefined> {
  const announced = readAnnouncement(config.dataDir);
  return announced && (await answers(announced.url, fetch)) ? announced : undefined;
}

/** The site that is named, or the only one. */
export function findConfiguredSite({ sites }: ServerConfig, id: string | undefined) {
  const site = id === undefined && sites.length === 1 ? sites[0] : sites.find((each) => each.id === id);
  if (!site) throw new CommandError(`--site: one of ${sites.map((each) => each.id).join(', ')}`);
  return site;
}

/** The id of {@link findConfiguredSite}'s; a server elsewhere has sites of its own, so that what is named of it is not looked up here. */
export function findSiteId(named: { site?: string; server?: string }, given: Pick<Surroundings, 'config'>): string {
  if (named.server !== undefined && named.site !== undefined) return named.site;
  return findConfiguredSite(given.config, named.site).id;
}

async function answers(url: string, fetch: typeof globalThis.fetch): Promise<boolean> {
  try {
    return (await fetch(`${url}/v1/probe`, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    return false; // left behind by a server that was killed
  }
}

function reachOverHttp(url: string, key: string, fetch: typeof globalThis.fetch): ReachedServer {
  return withPost({ request: (path, init) => fetch(url + path, withKey(init, key)), close: async () => undefined });
}

/** Opens the node without a socket: the same app answers, so that a command meets the checks that requests meet. */
async function openDirectory({ config, logger }: Surroundings): Promise<ReachedServer> {
  const key = createSecretKey();
  const unlimited = { perSitePerSecond: 1e6, perAddressPerSecond: 1e6, perKeyPerSecond: 1e6 };
  const node = await openNode({ config: { ...config, rateLimits: unlimited }, logger, operatorKey: key });
  return withPost({
    request: async (path, init) => node.app.request(config.basePath + path, withKey(init, key)),
    close: () => node.close(drainTimeoutMs),
  });
}

function withPost(server: Omit<ReachedServer, 'post'>): ReachedServer {
  const headers = { 'Content-Type': 'application/json' };
  return { ...server, post: (path, body) => server.request(path, { method: 'POST', headers, body }) };
}

function withKey<Init extends { headers?: Record<string, string> }>(init: Init, key: string) {
  return { ...init, headers: { ...init.headers, Authorization: `Bearer ${key}` } };
}
