import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.js';
import type { Target } from '../import/deliver.js';
import { type ImportReport, importFile } from '../import/import-file.js';
import { type ImportKind, importKinds, readImportMap } from '../import/import-map.js';
import { createSecretKey } from '../keys.js';
import { openNode } from '../node.js';
import { readAnnouncement } from '../server-file.js';
import { tell } from './import-report.js';
import { CommandError, type Io } from './io.js';

export interface ImportFlags {
  kind?: string;
  map: string;
  site?: string;
  delimiter?: string;
  keepForEver?: boolean;
  /** Base URL of a server elsewhere; its secret key comes from the environment. */
  server?: string;
}

export interface ImportSurroundings {
  config: ServerConfig;
  logger: Logger;
  secretKey: string | undefined;
  fetch: typeof fetch;
  io: Io;
  /** Where somebody watches. */
  hasBar: boolean;
}

/** How long the end of an import waits for ClickHouse; what is left is loaded when the server starts. */
const drainTimeoutMs = 600_000;

/** Streams the file into the server that runs, or into the data directory where none does. Resolves to the report. */
export async function runImport(path: string, flags: ImportFlags, given: ImportSurroundings): Promise<ImportReport> {
  const kind = toKind(flags);
  const site = findSite(given.config, flags.site);
  const map = readImportMap(flags.map, kind);
  const size = sizeOf(path);
  const { target, close } = await openTarget(flags, given);
  const bar = new SingleBar({ format: '{bar} {percentage}%  {eta_formatted} left' }, Presets.shades_classic);
  if (given.hasBar) bar.start(size, 0);
  try {
    const report = await importFile({
      path,
      kind,
      map,
      site: site.id,
      currency: site.currency,
      timeZone: site.timeZone,
      keepForEver: flags.keepForEver === true,
      target,
      clock: Date.now,
      onProgress: (bytes) => given.hasBar && bar.update(bytes),
      ...(flags.delimiter !== undefined && { delimiter: flags.delimiter.replace('\\t', '\t') }),
    });
    tell(report, kind, given.io);
    return report;
  } finally {
    bar.stop();
    await close();
  }
}

function toKind({ kind, map }: ImportFlags): ImportKind {
  const wanted = kind ?? (/(^|,)order=/.test(map) ? 'orders' : 'clicks');
  const known = importKinds.find((each) => each === wanted);
  if (known === undefined) throw new CommandError(`--kind ${wanted}: one of ${importKinds.join(', ')}`);
  return known;
}

function findSite({ sites }: ServerConfig, id: string | undefined) {
  const site = id === undefined && sites.length === 1 ? sites[0] : sites.find((each) => each.id === id);
  if (!site) throw new CommandError(`--site: one of ${sites.map((each) => each.id).join(', ')}`);
  return site;
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new CommandError(`${path} is not a file`);
  return found.size;
}

interface OpenTarget {
  target: Target;
  close(): Promise<void>;
}

async function openTarget(flags: ImportFlags, given: ImportSurroundings): Promise<OpenTarget> {
  if (flags.server !== undefined) {
    if (given.secretKey === undefined) throw new CommandError('--server needs the secret key in SILLAGE_SECRET_KEY');
    return remoteTarget(flags.server.replace(/\/+$/, ''), given.secretKey, given.fetch);
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
async function openDirectory({ config, logger }: ImportSurroundings): Promise<OpenTarget> {
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
