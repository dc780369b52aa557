import { existsSync } from 'node:fs';
import type { z } from 'zod';
import { readJson, writeConfigFile } from '../config-file.js';
import { createHmacSecret, createSecretKey, hashKey } from '../keys.js';
import { currency, origin, siteId, timeZone } from '../site-schema.js';
import { CommandError, type Io } from './io.js';

/** Flags of `sillage init`; what is missing is asked, where somebody can be asked. */
export interface InitFlags {
  site?: string;
  name?: string;
  origin?: string[];
  timeZone?: string;
  currency?: string;
}

interface Answers {
  id: string;
  name: string;
  origins: string[];
  timeZone: string;
  currency: string;
}

/** Writes a site into the configuration (a new file, or beside the sites it has) and prints its secrets, once. */
export async function initSite(flags: InitFlags, configPath: string, io: Io): Promise<void> {
  const existing = existsSync(configPath) ? (readJson(configPath) as { sites?: { id?: unknown }[] }) : undefined;
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

async function collect(flags: InitFlags, io: Io): Promise<Answers> {
  const id = await one(io, { flag: '--site', question: 'Id of the site (a slug)', schema: siteId, given: flags.site });
  const name = flags.name ?? (io.ask ? await io.ask('Name of the shop', id, () => undefined) : id);
  const origins = flags.origin?.length ? flags.origin : [await askOrigin(io)];
  for (const given of origins) check(origin, '--origin', given);
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

function askOrigin(io: Io): Promise<string> {
  return one(io, { flag: '--origin', question: 'Origin of the shop, such as https://shop.example', schema: origin });
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

function check(schema: z.ZodType<string>, flag: string, value: string): string {
  const problem = problemOf(schema, value);
  if (problem !== undefined) throw new CommandError(`${flag} ${value}: ${problem}`);
  return value;
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
  3. paste into every page:
     <script async src="/sillage/sillage.js" data-site="${site.id}"></script>
  4. sillage doctor ${site.origins[0]}/`;
}
