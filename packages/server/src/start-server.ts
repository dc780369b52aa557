import { createAdaptorServer, type ServerType } from '@hono/node-server';
import type { Logger } from 'pino';
import type { ServerConfig } from './config.js';
import { createSecretKey } from './keys.js';
import { type Node, openNode } from './node.js';
import { announce, withdraw } from './server-file.js';

/** Longer than proxies keep an idle connection (nginx: 60 s): the side that sends next must not find it closed. */
const keepAliveTimeout = 75_000;

export interface RunningServer {
  /** Where it listens, with the port it was given. */
  url: string;
  /** Takes no more, finishes what was asked, loads the journal for at most `stopTimeoutMs`, closes. */
  stop(): Promise<void>;
}

/** Opens everything and listens. Rejects where the port or the data directory is taken. */
export async function startServer(config: ServerConfig, logger: Logger): Promise<RunningServer> {
  const operatorKey = createSecretKey();
  const node = await openNode({ config, logger, operatorKey });
  const server = createAdaptorServer({ fetch: node.app.fetch, serverOptions: { keepAliveTimeout } });
  const url = await listen(server, config).catch(async (error: unknown) => {
    await node.close(0);
    throw error;
  });
  announce(config.dataDir, { url: url + config.basePath, operatorKey });
  logger.info({ url }, 'listening');
  let stopped: Promise<void> | undefined;
  return {
    url,
    stop: () => {
      stopped ??= stop({ server, node, config, logger });
      return stopped;
    },
  };
}

interface Stopping {
  server: ServerType;
  node: Node;
  config: ServerConfig;
  logger: Logger;
}

async function stop({ server, node, config, logger }: Stopping): Promise<void> {
  logger.info({}, 'stopping');
  node.beginDraining();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  if ('closeIdleConnections' in server) server.closeIdleConnections();
  const impatience = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, config.stopTimeoutMs);
  await closed;
  clearTimeout(impatience);
  await node.close(config.stopTimeoutMs);
  withdraw(config.dataDir);
  logger.info({}, 'stopped');
}

function listen(server: ServerType, { host, port }: ServerConfig): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.address();
      const actual = typeof bound === 'object' && bound ? bound.port : port;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}
