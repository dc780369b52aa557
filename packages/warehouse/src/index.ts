export type { TlsOptions } from './client/connection.js';
export * from './consent-store.js';
export type * from './definition.js';
export type { EngineEvent } from './engine/engine.js';
export type * from './exempt-store.js';
export type * from './health-store.js';
export { isHistoryCursor } from './history/cursor.js';
export type * from './insight-store.js';
export type * from './lifetime-store.js';
export type * from './offer-outcomes.js';
export { type EmbeddedOptions, openWarehouse, type ServerOptions, type WarehouseOptions } from './open-warehouse.js';
export type * from './product-store.js';
export { firstPreviousHash, isProofUnchanged, linkProof } from './proofs/proof-hash.js';
export {
  type ChainFault,
  type ChainReport,
  ChainVerifier,
  chainFaults,
  type ProofHead,
} from './proofs/verify-chain.js';
export { allReports } from './reports/all-reports.js';
export type { NamedReport, ReportAnswer, ReportQuestion, ReportStore } from './reports/report.js';
export { toFacts } from './rows/event-facts.js';
export {
  type EventRow,
  partitionOf,
  readEventRow,
  toEventRow,
  toEventRowHead,
  toEventRowTail,
  toEventRowTime,
} from './rows/event-row.js';
export {
  type EventInRow,
  type FactColumns,
  readBoughtOrder,
  readFactColumns,
  type SightedProduct,
} from './rows/fact-columns.js';
export { readChoiceRow, readPersonChangeRow, toChoiceRow, toPersonChangeRow } from './rows/person-rows.js';
export { readConsentRow, readPersonRow, toConsentRow, toPersonRow, toRejectionRow } from './rows/record-rows.js';
export * from './segment-store.js';
export * from './session-fact.js';
export * from './stored-event.js';
export * from './subject.js';
export { toProblemError } from './to-problem-error.js';
export * from './warehouse.js';
