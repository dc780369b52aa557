import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError, toConfigError } from './config-error.js';
import { address, cookieKeys, siteSchema } from './site-schema.js';

export const defaultDataDir = './sillage-data';

const port = z.number().int().min(0).max(65_535);
const perSecond = z.number().positive();
const bytes = z.number().int().min(1_048_576, 'less than 1 MiB');

/** What `sillage.json` may hold. Paths are relative to the file. Unknown keys are errors: a typing mistake is not silent. */
export const configFileSchema = z.strictObject({
  /** Address to listen on. Anything but loopback should stand behind a firewall: TLS is the proxy's. */
  host: z.string().min(1).default('127.0.0.1'),
  port: port.default(8787),
  dataDir: z.string().min(1).default(defaultDataDir),
  /** Where the server itself mounts everything, for proxies that can't strip the shop's path. */
  basePath: z
    .string()
    .regex(/^(\/[\w.-]+)*$/, 'not a path such as /trail (no slash at the end)')
    .default(''),
  /** The script's name, the shop's own choice: blockers match names. */
  scriptName: z
    .string()
    .regex(/^[\w-]+\.js$/, 'not a file name such as shop.js')
    .default('sillage.js'),
  /** Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  trustedProxies: z.array(address).default(['127.0.0.1', '::1']),
  /** A ClickHouse of one's own instead of the embedded engine. */
  clickhouse: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }),
      user: z.string().default('default'),
      password: z.string().default(''),
      database: z.string().regex(/^\w+$/, 'letters, digits and _ only').default('sillage'),
      /** PEM file of the authority that signed the server's certificate. */
      caPath: z.string().exactOptional(),
    })
    .exactOptional(),
  /** Memory that the embedded engine may use, in bytes. */
  engineMemoryBytes: bytes.default(1_610_612_736),
  /** Bytes of journal after which batches are answered 503. */
  journalLimitBytes: bytes.default(4_294_967_296),
  /** Events a second from which on requests come before loading, for 30 s at most. */
  burstEventsPerSecond: perSecond.default(15_000),
  /** Threads that read bodies beside the main one, 0 for none. Default: one fewer than there are cores, four at most. */
  readerThreads: z.number().int().min(0).max(64).exactOptional(),
  /**
   * Hours for which what was erased may lie in ClickHouse's files, where no query finds it, before they are rewritten. One
   * rewriting does for all that was erased meanwhile.
   */
  purgeAfterHours: z.number().min(0).max(600).default(24),
  /** Products of a site's catalogue that each process holds, about 800 bytes each. */
  catalogueProducts: z.number().int().min(1_000).max(5_000_000).default(200_000),
  /** Sessions of each site from which products are recommended, in each process: 230 MB a million. */
  recommendedSessions: z.number().int().min(1_000).max(20_000_000).default(200_000),
  /** Facts of visitors on their visit that each process holds, about 1.1 kB each: a visitor with a past of two visits has 32. */
  liveFacts: z.number().int().min(1_000).max(100_000_000).default(200_000),
  /** Requests a second that each may make, averaged over a minute; what is not named stays as ingestion has it. */
  rateLimits: z
    .strictObject({
      perSitePerSecond: perSecond.exactOptional(),
      perAddressPerSecond: perSecond.exactOptional(),
      perVisitorPerSecond: perSecond.exactOptional(),
      perKeyPerSecond: perSecond.exactOptional(),
    })
    .prefault({}),
  /** Header in which a trusted proxy gives the country as ISO 3166-1 alpha-2, such as `CF-IPCountry`. */
  countryHeader: z.string().min(1).exactOptional(),
  /** How long a stop waits for the loader to finish, in milliseconds; what is left is loaded at the next start. */
  stopTimeoutMs: z.number().int().min(0).max(600_000).default(10_000),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Bearer with which `/metrics` may be read from elsewhere than loopback. */
  metricsToken: z.string().min(16, 'shorter than 16 characters').exactOptional(),
  /** Keys of the visitor token: the first signs, all verify. */
  cookieKeys,
  sites: z.array(siteSchema).min(1),
});
export type ConfigFile = z.output<typeof configFileSchema>;

/** Reads and checks the file. Throws `ConfigError` where it is absent, unreadable, open to others, or wrong; absent, it says where it may be. */
export function readConfigFile(path: string): ConfigFile {
  checkIsThere(path);
  if ((statSync(path).mode & 0o007) !== 0 && process.platform !== 'win32') {
    throw new ConfigError(`${path} holds secrets and every user can reach it: chmod 600 ${path}`);
  }
  return parseConfigFile(path, readJson(path));
}

export function parseConfigFile(source: string, content: unknown): ConfigFile {
  const parsed = configFileSchema.safeParse(content);
  if (!parsed.success) throw toConfigError(source, parsed.error);
  const ids = parsed.data.sites.map((site) => site.id);
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  if (twice !== -1) throw new ConfigError(`${source} can't be used:\n  sites[${twice}].id: another site has this id`);
  return parsed.data;
}

/** What stands in the file, unchecked: for commands that change one key and keep the rest as it was written. */
export function readJson(path: string): unknown {
  checkIsThere(path);
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** A new file would have new keys, by which nobody is recognised: so the one that there may be comes first. */
function checkIsThere(path: string): void {
  if (existsSync(path)) return;
  throw new ConfigError(`${path} does not exist.
  Where a shop is set up already: run this in the folder of its sillage.json, or name it and, where its server has
  SILLAGE_DATA, the data too, as the server's own user:
    sudo -u sillage SILLAGE_CONFIG=/etc/sillage/sillage.json SILLAGE_DATA=/var/lib/sillage sillage …
  For a first shop: "sillage init" writes it.`);
}

/** Replaces the file in one step, readable by its owner alone. */
export function writeConfigFile(path: string, content: unknown): void {
  parseConfigFile(path, content);
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  renameSync(draft, path);
}
