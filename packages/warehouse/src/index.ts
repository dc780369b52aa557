export * from './stored-event.js';
export * from './warehouse.js';
