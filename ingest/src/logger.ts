/** What parts log to: structured, without ids of visitors, addresses or bodies. pino's loggers have this shape. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
