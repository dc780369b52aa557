export { type EventRow, partitionOf, readEventRow, toEventRow } from './rows/event-row.js';
export { readConsentRow, readPersonRow, toConsentRow, toPersonRow, toRejectionRow } from './rows/record-rows.js';
export * from './stored-event.js';
export * from './warehouse.js';
