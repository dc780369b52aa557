import { type Choices, type ConsentSource, type Purpose, purposes } from '@sillage/protocol';
import type { Adapter } from './adapters/adapter.js';
import { decideAll, namesOf, readPurposes, takeBack, type Voice } from './merge.js';
import { createOwnChoices } from './own-choices.js';

/** What is needed of a tracker. Its `consent` and `withdraw` are wrapped: what the shop says itself comes first. */
export interface ConsentTracker {
  consent(choices: Choices, source?: ConsentSource): void;
  withdraw(): void;
  getState(): { purposes: Purpose[] };
  /** What the debug panel shows: what went wrong is told there, never thrown into the page. */
  readonly log?: unknown[][];
}

/** A source to listen to, whose adapter is there or comes when it is needed. */
export interface Listed {
  name: string;
  rank: number;
  /** The page shows a sign of it, or the shop named it. */
  isExpected(): boolean;
  load(): Promise<Adapter>;
}

export interface WatchOptions {
  /** The site's public id. */
  site: string;
  /** Names that stand for each purpose in what asks the visitor, by spaces; without, the adapter's own. */
  names: Partial<Record<Purpose, string>>;
  /** Others may still appear: until the page is loaded, only a consent manager of its own grants. */
  isOpen: boolean;
}

const unanswered = { measurement: 'unknown', personalisation: 'unknown' } as const;
/** Milliseconds between two looks for what is not there yet: at first, and at most. */
const firstLookMs = 50;
const lastLookMs = 1000;

/**
 * Tells the tracker what the visitor answers to the sources listed, for as long as the page lives. A purpose is granted when
 * the highest of those that ask about it grants it and none refuses it. What a source remembers never counts against the
 * shop's own call; what the visitor answers after it does.
 */
export function watchConsent(tracker: ConsentTracker, listed: readonly Listed[], options: WatchOptions): void {
  const voices = new Map<string, Voice>();
  const own = createOwnChoices(tracker, options.site);

  const settle = (isAnswer: boolean) => {
    for (const [{ name, evidence }, choices] of decideAll([...voices.values()])) {
      const told = Object.entries(choices).filter(([purpose]) => isAnswer || !own.has(purpose as Purpose));
      // told or not, the source has confirmed that a choice was made
      own.tell(Object.fromEntries(told), toSource(name, evidence));
    }
  };
  const fail = (error: unknown) => tracker.log?.push(['error', error]);
  const listenTo = (each: Listed, adapter: Adapter, found: unknown) => {
    const names = namesOf(adapter, options.names);
    let reports = 0;
    adapter.watch(
      found,
      (stateOf, evidence = {}) => {
        try {
          const before = reports++ ? (voices.get(each.name)?.reading ?? {}) : {};
          const reading = takeBack(before, readPurposes(names, stateOf));
          voices.set(each.name, { name: each.name, rank: each.rank, reading, evidence });
          settle(reports > 1);
        } catch (error) {
          fail(error);
        }
      },
      [...new Set(purposes.flatMap((purpose) => names[purpose]))],
    );
  };
  const expect = async (each: Listed) => {
    voices.set(each.name, { name: each.name, rank: each.rank, reading: unanswered });
    const adapter = await each.load();
    lookFor({ find: () => adapter.find(), found: (it) => listenTo(each, adapter, it), fail });
  };

  if (options.isOpen && document.readyState !== 'complete') {
    const page = { name: 'page', rank: 0.5, reading: unanswered };
    voices.set(page.name, page);
    addEventListener('load', () => {
      voices.delete(page.name);
      settle(false);
    });
  }
  for (const each of listed)
    lookFor({ find: () => each.isExpected() || undefined, found: () => void expect(each).catch(fail), fail });
}

function toSource(name: string, { version, consentId }: Voice['evidence'] & object = {}): ConsentSource {
  // the longest that a proof takes
  return { name, ...(version && { version }), ...(consentId && { consentId: consentId.slice(0, 2048) }) };
}

interface Look<T> {
  find(): T | undefined;
  found(it: T): void;
  /** Either threw: it is not looked for any more. */
  fail(error: unknown): void;
}

/** Looks again and again, ever less often: a consent manager may come long after the page. */
function lookFor<T>(look: Look<T>, delayMs = firstLookMs): void {
  try {
    const it = look.find();
    if (it !== undefined) look.found(it);
    else setTimeout(lookFor, delayMs, look, Math.min(delayMs * 1.5, lastLookMs));
  } catch (error) {
    look.fail(error);
  }
}
