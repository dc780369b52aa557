import type { Logger } from 'pino';
import type { ServerConfig } from '../config.js';
import { createSecretKey } from '../keys.js';
import { openNode } from '../node.js';
import { readAnnouncement } from '../server-file.js';
import { CommandError } from './io.js';

/** Where a command's requests go. */
export interface SiteTarget {
  post(path: string, body: string): Promise<Response>;
  close(): Promise<void>;
}

export interface TargetSurroundings {
  config: ServerConfig;
  logger: Logger;
  /** Of `--server`. */
  secretKey: string | undefined;
  fetch: typeof fetch;
}

/** How long the end of a command waits for ClickHouse; what is left is loaded when the server starts. */
const drainTimeoutMs = 600_000;

/** The site that is meant: the only one, where none is named. */
export function findCommandSite({ sites }: ServerConfig, id: string | undefined) {
  const site = id === undefined && sites.length === 1 ? sites[0] : sites.find((each) => each.id === id);
  if (!site) throw new CommandError(`--site: one of ${sites.map((each) => each.id).join(', ')}`);
  return site;
}

/** A server elsewhere, the one that runs here, or the data directory where none does. */
export async function openSiteTarget(server: string | undefined, given: TargetSurroundings): Promise<SiteTarget> {
  if (server !== undefined) {
    if (given.secretKey === undefined) throw new CommandError('--server needs the secret key in SILLAGE_SECRET_KEY');
    return remoteTarget(server.replace(/\/+$/, ''), given.secretKey, given.fetch);
  }
  const announced = readAnnouncement(given.config.dataDir);
  if (announced && (await answers(announced.url, given.fetch))) {
    return remoteTarget(announced.url, announced.operatorKey, given.fetch);
  }
  return openDirectory(given);
}

async function answers(url: string, fetch: typeof globalThis.fetch): Promise<boolean> {
  try {
    return (await fetch(`${url}/v1/probe`, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    return false; // left behind by a server that was killed
  }
}

function remoteTarget(url: string, key: string, fetch: typeof globalThis.fetch): SiteTarget {
  const post = (path: string, body: string) => fetch(url + path, { method: 'POST', headers: headersOf(key), body });
  return { post, close: async () => undefined };
}

/** Opens the node without a socket: the same app answers, so that a command meets the checks that requests meet. */
async function openDirectory({ config, logger }: TargetSurroundings): Promise<SiteTarget> {
  const key = createSecretKey();
  const unlimited = { perSitePerSecond: 1e6, perAddressPerSecond: 1e6, perKeyPerSecond: 1e6 };
  const node = await openNode({ config: { ...config, rateLimits: unlimited }, logger, operatorKey: key });
  const post = async (path: string, body: string) =>
    node.app.request(config.basePath + path, { method: 'POST', headers: headersOf(key), body });
  return { post, close: () => node.close(drainTimeoutMs) };
}

function headersOf(key: string): Record<string, string> {
  return { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
}
