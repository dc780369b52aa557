import type { LocalisedContent, ProductSelection } from './slot.js';

export const offerStatuses = ['draft', 'live', 'paused'] as const;
export type OfferStatus = (typeof offerStatuses)[number];

/** What may be shown, where, to whom, when, and how often. */
export interface Offer {
  /** Slug; also the salt of its holdout unless `salt` says another. */
  id: string;
  name: string;
  status: OfferStatus;
  /** Ids of slots; in each it has content. */
  slots: string[];
  /** By slot. */
  content: Record<string, LocalisedContent>;
  /** Instead of the slot's own choice, where the slot shows products. */
  products?: ProductSelection;
  /** As the shop's till knows it. */
  coupon?: string;
  /** Id of a segment; absent: everybody who grants personalisation. */
  segment?: string;
  trigger?: Trigger;
  /** Milliseconds since 1970 UTC. Absent: it has begun; it has no end. */
  startsAt?: number;
  endsAt?: number;
  /** The highest goes first; 0 by default. */
  priority: number;
  /** What one exposure is expected to earn, in minor units: decides between offers of one priority. */
  expectedValueMinor?: number;
  /** Exposures of a person within so many days at most. */
  cap?: ExposureCap;
  /** Days without it after a dismissal; 7 by default. */
  cooldownDays: number;
  /** Products that must all be in stock. */
  requiredProducts?: string[];
  /** Share of persons from whom it is withheld to compare with: 0 to 0.9. */
  holdout: number;
  /** Slug; another salt draws other persons for the holdout. */
  salt?: string;
  /** Why it is shown, in a sentence for the visitor; absent: what its trigger or segment says. */
  reason?: Record<'fr' | 'en', string>;
}

export interface ExposureCap {
  exposures: number;
  days: number;
}

const triggerKinds = ['returning', 'cart_idle', 'topic_viewed', 'order_due', 'back_in_stock'] as const;
export type TriggerKind = (typeof triggerKinds)[number];

/** The right moment. */
export type Trigger =
  | {
      /** This visit began at least so many days after the one before it ended. */
      kind: 'returning';
      afterDays: number;
    }
  | {
      /** There is something in the cart, and nothing was done with it for so long. */
      kind: 'cart_idle';
      minutes: number;
    }
  | {
      /** A topic was viewed so often (3 by default) within so many days (30): the one named or below it, else the page's. */
      kind: 'topic_viewed';
      topic?: string;
      times: number;
      days: number;
    }
  | {
      /**
       * Since the last order this share (0.9 by default) of the usual gap between the person's orders has passed, and no
       * more than one and a half of it.
       */
      kind: 'order_due';
      share: number;
    }
  | {
      /** A product that the person has viewed and not bought came back into stock after that; one of these where named. */
      kind: 'back_in_stock';
      products?: string[];
    };
