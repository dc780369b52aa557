export { readConfig, type ServerConfig } from './config.js';
export { ConfigError } from './config-error.js';
export { createLogger } from './server-logger.js';
export { type RunningServer, startServer } from './start-server.js';
