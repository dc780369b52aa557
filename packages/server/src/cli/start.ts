import type { Logger } from 'pino';
import type { ServerConfig } from '../config.js';
import { startServer } from '../start-server.js';
import { stopOnSignals } from '../stop-on-signals.js';
import type { Io } from './io.js';

/** Runs until a signal; resolves to the exit code. */
export async function runServer(config: ServerConfig, logger: Logger, io: Io): Promise<number> {
  // What nobody caught leaves the process in an unknown state. The journal has all that was acknowledged.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal({ err: error }, event);
      process.exit(70);
    });
  }
  const running = await startServer(config, logger);
  if (config.logLevel !== 'silent') io.err(`Sillage listens on ${running.url}; Ctrl-C stops it.`);
  return stopOnSignals(running, logger, process);
}
