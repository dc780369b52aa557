import { type Logger, pino } from 'pino';
import type { ServerConfig } from './config.js';

/**
 * JSON lines on standard output. No line has an address, an id, a body or a query: parts pass no request on, and what
 * an error carries besides its message and stack is left out, for drivers hang requests on their errors.
 */
export function createLogger(level: ServerConfig['logLevel']): Logger {
  return pino({
    level,
    base: null,
    serializers: { err: describeError },
    formatters: { level: (label) => ({ level: label }) },
  });
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { name: error.name, message: error.message, ...code, stack: error.stack };
}
