import type { Choices, ConsentSource, Purpose } from '@sillage/protocol';
import type { ConsentTracker } from './watch-consent.js';

/** What the shop decided by its own call, beside what is heard. */
export interface OwnChoices {
  /** The shop's own call was the last to decide on this purpose. */
  has(purpose: Purpose): boolean;
  /** Tells what a source says. */
  tell(choices: Choices, source: ConsentSource): void;
}

/**
 * Wraps the tracker's calls, and keeps in the record of the choice, under `own`, which purposes the shop decided: a consent
 * manager that remembers an older yes must not undo on the next page what the shop took back. It ends with the record.
 */
export function createOwnChoices(tracker: ConsentTracker, site: string): OwnChoices {
  const { consent } = tracker;
  const key = `sillage:${site}`;
  const inMemory: Record<string, boolean> = {};
  // granted before any source was heard: by the shop, on this page
  for (const purpose of tracker.getState().purposes) inMemory[purpose] = true;

  const readOwn = (): Record<string, boolean> => ({ ...readRecord(key)?.own, ...inMemory });
  const mark = (choices: Choices, isOwn: boolean) => {
    for (const purpose of Object.keys(choices)) inMemory[purpose] = isOwn;
    const record = readRecord(key);
    if (!record) return;
    try {
      localStorage.setItem(key, JSON.stringify({ ...record, own: readOwn() }));
    } catch {
      // forbidden or full: it holds for this page
    }
  };
  tracker.consent = (choices, source) => {
    consent(choices, source);
    mark(choices, !source || source.name === 'api');
  };
  tracker.withdraw = () => tracker.consent({ measurement: 'denied', personalisation: 'denied' });
  return {
    has: (purpose) => readOwn()[purpose] === true,
    tell(choices, source) {
      consent(choices, source);
      mark(choices, false);
    },
  };
}

function readRecord(key: string): { own?: Record<string, boolean> } | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) as string) ?? undefined;
  } catch {
    return undefined; // forbidden
  }
}
