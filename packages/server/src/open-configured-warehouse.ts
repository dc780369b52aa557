import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWarehouse, type Warehouse } from '@sillage/warehouse';
import type { Logger } from 'pino';
import type { ServerConfig } from './config.js';
import { ConfigError } from './config-error.js';
import { openReconnecting } from './reconnecting-warehouse.js';

/** The embedded engine in the data directory, or the ClickHouse of the configuration, which may come later. */
export function openConfiguredWarehouse(config: ServerConfig, logger: Logger): Promise<Warehouse> {
  if (!config.clickhouse) return openEmbedded(config, logger);
  const purgeAfterMs = purgeAfterOf(config);
  const { url, user, password, database, caPath } = config.clickhouse;
  const tls = caPath === undefined ? {} : { tls: { ca: readCertificate(caPath) } };
  return openReconnecting({
    open: () => openWarehouse({ kind: 'server', url, user, password, database, purgeAfterMs, ...tls }),
    wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined), // aborted: over
    onFailure: ({ code, message }) => logger.warn({ code, reason: message }, 'ClickHouse is away; events wait'),
  });
}

function openEmbedded(config: ServerConfig, logger: Logger): Promise<Warehouse> {
  return openWarehouse({
    kind: 'embedded',
    directory: join(config.dataDir, 'clickhouse'),
    memoryBytes: config.engineMemoryBytes,
    purgeAfterMs: purgeAfterOf(config),
    onEngineEvent: (event) => logger[event.kind === 'started' ? 'info' : 'error']({ ...event }, 'embedded ClickHouse'),
  });
}

const purgeAfterOf = ({ purgeAfterHours }: ServerConfig) => purgeAfterHours * 3_600_000;

function readCertificate(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new ConfigError(`clickhouse.caPath: ${path} can't be read`);
  }
}
