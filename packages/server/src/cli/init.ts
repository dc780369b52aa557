import { existsSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import { readJson, writeConfigFile } from '../config-file.js';
import { createHmacSecret, createSecretKey, hashKey } from '../keys.js';
import { currency, origin, siteId, timeZone } from '../site-schema.js';
import { tagOf } from '../tag.js';
import { CommandError, type Io } from './io.js';

/** Flags of `sillage init`; what is missing is asked, where somebody can be asked. */
export interface InitFlags {
  site?: string;
  name?: string;
  origin?: string[];
  timeZone?: string;
  currency?: string;
  /** New keys for a directory that holds the data of others. */
  newKeys?: boolean;
}

/** Absolute paths. */
export interface InitFiles {
  configPath: string;
  /** Where the server would keep its data. */
  dataDir: string;
}

interface Answers {
  id: string;
  name: string;
  origins: string[];
  timeZone: string;
  currency: string;
}

/**
 * Writes a site into the configuration (a new file, or beside the sites it has) and prints its secrets, once. Throws where
 * a new file would be put beside data that another one's keys were used for, unless `newKeys` is given.
 */
export async function initSite(flags: InitFlags, { configPath, dataDir }: InitFiles, io: Io): Promise<void> {
  const existing = existsSync(configPath) ? (readJson(configPath) as { sites?: { id?: unknown }[] }) : undefined;
  if (!existing && !flags.newKeys) checkIsNew(configPath, dataDir);
  const answers = await collect(flags, io);
  if (existing?.sites?.some((site) => site.id === answers.id)) {
    throw new CommandError(`${configPath} has a site "${answers.id}" already; "sillage keys rotate" makes new keys`);
  }
  const secretKey = createSecretKey();
  const identifySecret = createHmacSecret();
  const site = { ...answers, secretKeyHashes: [hashKey(secretKey)], identifySecrets: [identifySecret] };
  const file = existing ?? { cookieKeys: [createHmacSecret()] };
  writeConfigFile(configPath, { ...file, sites: [...(existing?.sites ?? []), site] });
  io.out(initReport({ configPath, site: answers, secretKey, identifySecret }));
}

function checkIsNew(configPath: string, dataDir: string): void {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return;
  throw new CommandError(`${dataDir} holds data already, and ${configPath}, with the keys that it was made with, is not there.
  With new keys no visitor of before is recognised, and the shop's servers need the new secrets.
  Bring that file back, or name it by SILLAGE_CONFIG; to go on with new keys: sillage init --new-keys`);
}

async function collect(flags: InitFlags, io: Io): Promise<Answers> {
  const id = await one(io, {
    flag: '--site',
    question: 'Id of the site, such as my-shop (a to z, 0 to 9, hyphens)',
    schema: siteId,
    given: flags.site,
  });
  const name = flags.name ?? (io.ask ? await io.ask('Name of the shop', id, () => undefined) : id);
  const given = flags.origin?.length ? flags.origin : [await askOrigin(io)];
  const origins = given.map((each) => check(typedOrigin, '--origin', each));
  const zone = { flag: '--time-zone', question: 'Time zone', schema: timeZone, given: flags.timeZone };
  const money = { flag: '--currency', question: 'Currency', schema: currency, given: flags.currency };
  return {
    id,
    name,
    origins,
    timeZone: await one(io, { ...zone, fallback: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    currency: await one(io, { ...money, fallback: 'EUR' }),
  };
}

/** As copied out of a browser: with the slash behind it. */
const typedOrigin = z.preprocess((typed) => (typeof typed === 'string' ? typed.replace(/\/$/, '') : typed), origin);

function askOrigin(io: Io): Promise<string> {
  return one(io, {
    flag: '--origin',
    question: 'Origin of the shop, such as https://shop.example',
    schema: typedOrigin,
  });
}

interface Asked {
  flag: string;
  question: string;
  schema: z.ZodType<string>;
  given?: string | undefined;
  fallback?: string;
}

async function one(io: Io, asked: Asked): Promise<string> {
  if (asked.given !== undefined) return check(asked.schema, asked.flag, asked.given);
  if (io.ask) return io.ask(asked.question, asked.fallback, (answer) => problemOf(asked.schema, answer));
  if (asked.fallback !== undefined) return asked.fallback;
  throw new CommandError(`${asked.flag} is missing, and there is no terminal to ask in`);
}

/** As it is to be written. */
function check(schema: z.ZodType<string>, flag: string, value: string): string {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new CommandError(`${flag} ${value}: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

function problemOf(schema: z.ZodType<string>, value: string): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message;
}

interface Report {
  configPath: string;
  site: Answers;
  secretKey: string;
  identifySecret: string;
}

function initReport({ configPath, site, secretKey, identifySecret }: Report): string {
  return `Wrote ${configPath} (readable by you alone).

Shown once, keep them where your shop's server keeps its secrets:
  secret key       ${secretKey}
  identify secret  ${identifySecret}

Next:
  1. sillage start
  2. proxy a path of ${site.origins[0]} to it, such as /sillage/ (recipes: docs/proxy/)
  3. paste into every page's <head>, the consent banner after it (docs/my-shop-in-20-minutes.md):
     ${tagOf(site.id).replace('\n', '\n     ')}
     no banner yet? one line more (docs/banner.md):
     <script async src="/sillage/sillage-banner.js"></script>
  4. sillage doctor ${site.origins[0]}/
  5. sillage user add you@example.com --role admin
     and sign in at …/sillage/dashboard/ (docs/accounts.md)`;
}
