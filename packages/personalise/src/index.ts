export { createPersonalise } from './create-personalise.js';
export { toVisitorFacts } from './facts/to-visitor-facts.js';
export type { AcceptedEvent } from './live/live-visit.js';
export { LiveVisitors, type LiveVisitorsOptions } from './live/live-visitors.js';
export type { PersonaliseOptions, Standing } from './personalise-options.js';
export { isInSegment, type SegmentSubject, toSegmentSubject } from './segments/is-in-segment.js';
