import type { buildSurvey } from '../survey/build-survey.js';
import type { Tracker } from '../tracker.js';

/** What may be set, as text too: the tag has an attribute for each, `limitMs` is `data-limit-ms`. */
export interface SlotsOptions {
  /** The site's public id, as the tracker has it. */
  site: string;
  /** Path on the shop's own origin, or absolute URL, before `/v1/personalise`. Default `/sillage`. */
  endpoint?: string;
  /** Milliseconds that an answer may take; after that the page's own content stays. Default 300. */
  limitMs?: number | string;
  /**
   * What a visitor sees who has not granted personalisation. `page` (default): the page's own content, nothing is sent.
   * `asked`: the site's default, asked for without cookie or token.
   */
  defaults?: 'page' | 'asked';
  /** Loads what shows surveys, the first time that a slot holds one: `() => import('@sillage/sdk/survey')`. The tag has its own. */
  survey?: () => Promise<{ buildSurvey: typeof buildSurvey }>;
}

/** What the slots need of a tracker. */
export type SlotsTracker = Pick<Tracker, 'getState' | 'track'>;

/** The tracker of the site, and what was set. */
export interface SlotsOfSite {
  tracker: SlotsTracker;
  options: SlotsOptions;
}

/** Milliseconds that an answer may take. */
export const limitOf = ({ limitMs = 300 }: SlotsOptions): number => Number(limitMs);

/** Told on the window whenever the tracker has read the visitor's choice. */
export const stateEvent = (site: string): string => `sillage:${site}`;

/** The visitor grants personalisation. */
export const isGranted = (tracker: SlotsTracker): boolean => tracker.getState().purposes.includes('personalisation');

/** The same, and the server has been told: only then does it answer to it. */
export const isReady = (tracker: SlotsTracker): boolean => isGranted(tracker) && tracker.getState().isSettled;
