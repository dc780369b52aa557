export { createIngest, type Ingest } from './app.js';
export { grantOf, standingOf } from './consent/customer-standing.js';
export { findPerson, type Person } from './consent/person.js';
export { findStanding, type Standing } from './consent/standing.js';
export { customerVisitor, deriveId } from './derived-id.js';
export * from './event-store.js';
export { type CountedView, type ExemptCounter, openExemptCounter } from './exempt/exempt-counter.js';
export { isSecretKey } from './keys/secret-key.js';
export { createRateLimiter, type Rate, type RateLimiter } from './limits/rate-limiter.js';
export type { Logger } from './logger.js';
export type { SiteCounts } from './metrics.js';
export {
  type EventStoreHandle,
  type EventStoreOptions,
  type EventStoreStats,
  openEventStore,
} from './open-event-store.js';
export { defaultRates, type IngestOptions, type Rates, type SubjectStore } from './options.js';
export { type HearingOptions, hearPersonNews } from './persons/hear-news.js';
export type { BuiltInText } from './proofs/banner-texts.js';
export type { ProofSources } from './proofs/proof-routes.js';
export type { Verification } from './proofs/verify-proofs.js';
export { openReader, type ReaderOptions } from './reading/open-reader.js';
export type { Reader } from './reading/reader.js';
export { createTokenVerifier } from './visitor/token-verifier.js';
