import type { Logger } from '../logger.js';

const ignore = () => undefined;

/** Says nothing. */
export const quietLogger: Logger = { info: ignore, warn: ignore, error: ignore };
