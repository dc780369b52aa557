import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.js';
import type { Target } from '../import/deliver.js';
import { createSecretKey } from '../keys.js';
import { openNode } from '../node.js';
import { readAnnouncement } from '../server-file.js';
import { CommandError } from './io.js';

/** Where a command of this machine may find a server, and what it is told for it. */
export interface TargetSurroundings {
  config: ServerConfig;
  logger: Logger;
  secretKey: string | undefined;
  fetch: typeof fetch;
}

/** The site that is named, or the only one there is. */
export function findSite({ sites }: ServerConfig, id: string | undefined) {
  const site = id === undefined && sites.length === 1 ? sites[0] : sites.find((each) => each.id === id);
  if (!site) throw new CommandError(`--site: one of ${sites.map((each) => each.id).join(', ')}`);
  return site;
}

/** How long the end of a command waits for ClickHouse; what is left is loaded when the server starts. */
const drainTimeoutMs = 600_000;

export interface OpenTarget {
  target: Target;
  close(): Promise<void>;
}

/** The server that is named, else the one that runs here, else the data directory itself. */
export async function openTarget(server: string | undefined, given: TargetSurroundings): Promise<OpenTarget> {
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

function remoteTarget(url: string, key: string, fetch: typeof globalThis.fetch): OpenTarget {
  const post = (path: string, body: string) => fetch(url + path, { method: 'POST', headers: headersOf(key), body });
  return { target: { post, wait: sleep }, close: async () => undefined };
}

/** Opens the node without a socket: the same app answers, so that a file meets the checks that requests meet. */
async function openDirectory({ config, logger }: TargetSurroundings): Promise<OpenTarget> {
  const key = createSecretKey();
  const unlimited = { perSitePerSecond: 1e6, perAddressPerSecond: 1e6, perKeyPerSecond: 1e6 };
  const node = await openNode({ config: { ...config, rateLimits: unlimited }, logger, operatorKey: key });
  const post = async (path: string, body: string) =>
    node.app.request(config.basePath + path, { method: 'POST', headers: headersOf(key), body });
  return { target: { post, wait: sleep }, close: () => node.close(drainTimeoutMs) };
}

function headersOf(key: string): Record<string, string> {
  return { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
}
