import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { toConfigError } from './config-error.js';
import { type ConfigFile, defaultDataDir, readConfigFile } from './config-file.js';

/** All that the server and its commands can be told; made once at start. */
export interface ServerConfig extends Omit<ConfigFile, 'dataDir'> {
  /** Absolute. */
  configPath: string;
  /** Absolute. */
  dataDir: string;
}

const environmentSchema = z.object({
  SILLAGE_CONFIG: z.string().min(1).default('./sillage.json'),
  SILLAGE_DATA: z.string().min(1).optional(),
  SILLAGE_HOST: z.string().min(1).optional(),
  SILLAGE_PORT: z.coerce.number<string>().int().min(0).max(65_535).optional(),
  SILLAGE_CLICKHOUSE_URL: z.url({ protocol: /^https?$/ }).optional(),
  SILLAGE_CLICKHOUSE_USER: z.string().optional(),
  SILLAGE_CLICKHOUSE_PASSWORD: z.string().optional(),
  SILLAGE_CLICKHOUSE_DATABASE: z.string().regex(/^\w+$/, 'letters, digits and _ only').optional(),
  SILLAGE_CLICKHOUSE_CA: z.string().min(1).optional(),
  SILLAGE_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  SILLAGE_SECRET_KEY: z.string().min(1).optional(),
  SILLAGE_METRICS_TOKEN: z.string().min(16, 'shorter than 16 characters').optional(),
});
type Environment = z.output<typeof environmentSchema>;

/** `sillage.json` with what the environment says on top. Throws `ConfigError`. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): ServerConfig {
  const env = readEnvironment(environment);
  const configPath = resolve(env.SILLAGE_CONFIG);
  const file = readConfigFile(configPath);
  const clickhouse = clickhouseOf(env, file, dirname(configPath));
  const metricsToken = env.SILLAGE_METRICS_TOKEN ?? file.metricsToken;
  return {
    ...file,
    configPath,
    dataDir: dataDirOf(env, configPath, file.dataDir),
    host: env.SILLAGE_HOST ?? file.host,
    port: env.SILLAGE_PORT ?? file.port,
    logLevel: env.SILLAGE_LOG_LEVEL ?? file.logLevel,
    ...(clickhouse && { clickhouse }),
    ...(metricsToken !== undefined && { metricsToken }),
  };
}

/** Where `sillage init` writes, and where the server that starts on it would keep its data: both absolute. */
export function newFilesOf(environment: NodeJS.ProcessEnv = process.env): { configPath: string; dataDir: string } {
  const env = readEnvironment(environment);
  const configPath = resolve(env.SILLAGE_CONFIG);
  return { configPath, dataDir: dataDirOf(env, configPath, defaultDataDir) };
}

function dataDirOf(env: Environment, configPath: string, named: string): string {
  return env.SILLAGE_DATA ? resolve(env.SILLAGE_DATA) : resolve(dirname(configPath), named);
}

/** Where every command but `sillage init` reads. */
export function configPathOf(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(readEnvironment(environment).SILLAGE_CONFIG);
}

/** The secret key with which a command speaks to a server elsewhere: not a flag, for flags are seen by every user. */
export function secretKeyOf(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  return readEnvironment(environment).SILLAGE_SECRET_KEY;
}

function readEnvironment(environment: NodeJS.ProcessEnv): Environment {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) throw toConfigError('the environment', parsed.error);
  return parsed.data;
}

function clickhouseOf(env: Environment, file: ConfigFile, folder: string): ServerConfig['clickhouse'] {
  const url = env.SILLAGE_CLICKHOUSE_URL ?? file.clickhouse?.url;
  if (url === undefined) return undefined;
  const caPath = env.SILLAGE_CLICKHOUSE_CA ? resolve(env.SILLAGE_CLICKHOUSE_CA) : file.clickhouse?.caPath;
  return {
    url,
    user: env.SILLAGE_CLICKHOUSE_USER ?? file.clickhouse?.user ?? 'default',
    password: env.SILLAGE_CLICKHOUSE_PASSWORD ?? file.clickhouse?.password ?? '',
    database: env.SILLAGE_CLICKHOUSE_DATABASE ?? file.clickhouse?.database ?? 'sillage',
    ...(caPath !== undefined && { caPath: resolve(folder, caPath) }),
  };
}
