import type { Purpose, Topics } from '@sillage/protocol';
import type { ConsentRecord } from './consent/consent-record.js';
import type { Settings } from './options.js';
import type { StoredEvent } from './outbox/outbox.js';
import type { Engagement } from './record/engagement.js';
import type { Source, Telling } from './record/facts.js';

/**
 * One tracker: its edges, then its state, which each folder's functions take as their first argument. `createCore` says
 * how it begins.
 */
export interface Core {
  settings: Settings;
  /** Under which all of ours is kept on the device. */
  storageKey: string;
  /** Milliseconds since 1970. */
  clock(): number;
  drawRandom(): number;
  fetcher: typeof fetch;
  /** `navigator.globalPrivacyControl`. */
  hasGpc(): boolean;
  /** Tells a step of an event's or choice's way to the debug panel: what it was, and what came of it. */
  logStep(...step: unknown[]): void;

  consentRecord: ConsentRecord;
  /** Purposes that hold now. */
  granted: Purpose[];
  /** What is stored counts: a banner has told, or there is none to ask. */
  isConfirmed: boolean;
  /** Nothing can be stored: what is in memory counts. */
  isForgetful?: boolean;
  /** Reads again what this or another tab wrote, and starts or stops by it. */
  reread(): void;

  /** This tab's events that the server has not acknowledged, by id. */
  unanswered: Map<string, StoredEvent>;
  /** Those of them that are not on disk yet. */
  unsaved: Map<string, StoredEvent>;
  /** Ids of the events that may have left, and texts of choices; true while the request has no answer. */
  departed: Map<string, boolean>;
  opening?: Promise<IDBDatabase> | undefined;
  /** The browser did open it: one that is left while it makes a database may keep all later pages waiting. */
  isOpen?: boolean;
  isSaving?: boolean;

  /** Ends what is under way. */
  aborter: AbortController;
  /** Ends what the browser would send by itself. */
  laterAborter?: AbortController | undefined;
  /** 0 when none runs. */
  sendTimer?: number;
  /** In a row. */
  failures: number;
  /** Milliseconds since 1970 before which nothing is sent. */
  notBefore: number;

  /** Of this page load: 8 random characters. */
  ownTab: string;
  nextSequence: number;
  pageViewId?: string;
  /** The page whose view is recorded. */
  shownPage?: { path: string; topics: Topics | null | undefined } | undefined;
  /** The last address that was looked at. */
  shownAddress?: string;
  /** A grant was known before this page. */
  isReturning?: boolean;
  isLeaving?: boolean;
  /** Told while the choice or the page was not known. */
  heldTellings: Telling[];
  /** Told by other sources than the API, while a better one may tell the same. */
  openTellings: Telling[];
  /** Records a fact, should it be one. */
  tell(...telling: Telling): void;
  /** 0 when none runs. */
  settleTimer?: number;
  /** Fact of this page view → who told it first. */
  heardFrom: Record<string, Source | undefined>;
  engagement: Engagement;
}
