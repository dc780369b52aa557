export type { Choices, EventType, Purpose, SillageEvent } from '@sillage/protocol';
export type { TrackerOptions } from './options.js';
export type { Fields } from './record/fields.js';
export { createTracker, type IdentifyProof, type Tracker, type TrackerState } from './tracker.js';
