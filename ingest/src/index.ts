export * from './event-store.js';
export {
  type EventStoreHandle,
  type EventStoreOptions,
  type EventStoreStats,
  openEventStore,
} from './open-event-store.js';
