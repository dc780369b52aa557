import type { ContactPressure, Language, PersonaliseContext, Slot } from '@sillage/protocol';
import type { FactsByKind } from './facts-by-kind.js';
import type { Stock } from './find-moment.js';
import type { Choosable } from './survey-offer.js';

/** A person who grants personalisation now, as far as a decision needs them. */
export interface KnownPerson {
  /** `toPersonKey`. */
  key: string;
  /** Of the past and of this visit. */
  facts: FactsByKind;
  /** Of the visit that goes on; empty before its first event. */
  sessionId: string;
  /** One of the shop's own people. */
  isInternal: boolean;
  /** Not to be approached: an open complaint, or "not to be contacted". */
  isSuppressed: boolean;
  isInSegment(id: string): boolean;
}

export interface DecisionInput {
  /** UUID that the decision gets. */
  decisionId: string;
  slot: Slot;
  /** Those of the slot, as `rankOffers` puts them. */
  offers: readonly Choosable[];
  /** Absent: unknown, or without consent; the default, by nothing of the visitor. */
  person?: KnownPerson;
  context: PersonaliseContext;
  /** Milliseconds since 1970 UTC. */
  now: number;
  stock: Stock;
  pressure?: ContactPressure;
  /** Offers that other slots of the page show already. */
  taken?: ReadonlySet<string>;
  segmentName(id: string, language: Language): string | undefined;
  /** Id of an offer to preview, by a link that was verified. */
  previewOf?: string;
}
