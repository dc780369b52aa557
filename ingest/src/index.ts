export { createIngest, type Ingest } from './app.js';
export { grantOf, standingOf } from './consent/customer-standing.js';
export { findPerson, type Person } from './consent/person.js';
export { findStanding, type Standing } from './consent/standing.js';
export { customerVisitor, deriveId } from './derived-id.js';
export * from './event-store.js';
export { isSecretKey } from './keys/secret-key.js';
export type { Rate } from './limits/rate-limiter.js';
export type { Logger } from './logger.js';
export {
  type EventStoreHandle,
  type EventStoreOptions,
  type EventStoreStats,
  openEventStore,
} from './open-event-store.js';
export { defaultRates, type IngestOptions, type Rates } from './options.js';
export { type HearingOptions, hearPersonNews } from './persons/hear-news.js';
export { openReader, type ReaderOptions } from './reading/open-reader.js';
export type { Reader } from './reading/reader.js';
