export { createPersonalise } from './create-personalise.js';
export type { AcceptedEvent } from './live/live-visit.js';
export { LiveVisitors, type LiveVisitorsOptions } from './live/live-visitors.js';
export type { PersonaliseOptions, Standing } from './personalise-options.js';
