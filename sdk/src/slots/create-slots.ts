import type { Decision, PersonaliseReply } from '@sillage/protocol';
import { type PersonaliseQuestion, personalise } from './personalise.js';
import { limitOf, type SlotsOptions, type SlotsTracker } from './slots-options.js';
import { watchClicks } from './watch-clicks.js';
import { watchSeen } from './watch-seen.js';

/** What of a decision is told when it is seen; nothing of one that is `isUncounted`. */
export type Told = Pick<Decision, 'decisionId' | 'slot' | 'kind' | 'offerId' | 'isUncounted'>;

/** Decisions for whoever renders them. No method throws. */
export interface Slots {
  /**
   * What to show to this visitor now; `undefined` after the time limit, for any error, and without a grant that the server
   * has been told of (unless `defaults` is `asked`). `until`, in milliseconds of `performance.now()`, is another end of the time limit.
   */
  personalise(question?: PersonaliseQuestion & { until?: number }): Promise<PersonaliseReply | undefined>;
  /** It was really seen: told once a decision and page view. */
  exposed(decision: Told): void;
  /** It was used, and so it was seen. */
  clicked(decision: Told): void;
  dismissed(decision: Told): void;
  /**
   * Tells when the element was seen (`watchSeen`), used, or dismissed by a click on `[data-sillage-dismiss]` in it. Returns
   * what ends it.
   */
  watch(element: Element, decision: Told, whenDismissed?: () => void): () => void;
  /** Another page view of an application: what is seen on it counts again. */
  turnPage(): void;
}

export function createSlots(tracker: SlotsTracker, options: SlotsOptions): Slots {
  // the tracker reads the choice in a task of its own, which was asked for before this one
  const isBooted = new Promise<void>((resolve) => setTimeout(resolve));
  const { turnPage, ...tellings } = createTellings(tracker);
  return {
    ...tellings,
    turnPage,
    async personalise({ until = performance.now() + limitOf(options), ...question } = {}) {
      await isBooted;
      return personalise({ tracker, options }, { until, ...question });
    },
    watch(element, decision, whenDismissed) {
      const stopSeen = watchSeen(element, () => tellings.exposed(decision));
      const stopClicks = watchClicks(element, (isDismissal) => {
        if (!isDismissal) return tellings.clicked(decision);
        tellings.dismissed(decision);
        whenDismissed?.();
      });
      return () => {
        stopSeen();
        stopClicks();
      };
    },
  };
}

type OfferEventType = 'offer_exposed' | 'offer_withheld' | 'offer_clicked' | 'offer_dismissed';

/** Tells through the tracker's outbox, each thing once a decision and page view. A default and a preview are nothing to tell. */
function createTellings(tracker: SlotsTracker): Pick<Slots, 'exposed' | 'clicked' | 'dismissed' | 'turnPage'> {
  const told = new Set<string>();
  const tell = (type: OfferEventType, { decisionId, offerId, slot, isUncounted }: Told) => {
    const once = type + decisionId;
    if (!offerId || isUncounted || told.has(once)) return;
    told.add(once);
    tracker.track(type, { offerId, slot, decisionId });
  };
  const exposed = (decision: Told) => tell(decision.kind === 'withheld' ? 'offer_withheld' : 'offer_exposed', decision);
  const use = (type: OfferEventType) => (decision: Told) => {
    if (decision.kind !== 'offer') return;
    exposed(decision);
    tell(type, decision);
  };
  return { exposed, clicked: use('offer_clicked'), dismissed: use('offer_dismissed'), turnPage: () => told.clear() };
}
