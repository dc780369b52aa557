import { nameOfSegment, type SiteDefinitions } from '../definitions/site-definitions.js';
import { type Decided, decide } from './decide.js';
import type { DecisionInput } from './decision-input.js';

export interface SlotsInput extends Omit<DecisionInput, 'decisionId' | 'slot' | 'offers' | 'taken' | 'segmentName'> {
  /** Ids, in the order in which they choose. */
  slots: readonly string[];
  definitions: SiteDefinitions;
  /** ISO 4217, of the site. */
  currency: string;
  /** A new UUID. */
  createId(): string;
}

/** What each slot of a page shows, by slot; none for a slot that is not defined. An offer is shown in one of them. */
export function decideSlots({ slots, definitions, currency, createId, ...input }: SlotsInput): Map<string, Decided> {
  const taken = new Set<string>();
  const decided = new Map<string, Decided>();
  for (const id of slots) {
    const slot = definitions.slots.get(id);
    if (!slot || decided.has(id)) continue;
    const one = decide({
      decisionId: createId(),
      slot,
      offers: definitions.offersIn.get(id) ?? [],
      taken,
      segmentName: (segment, language) => nameOfSegment({ definitions, currency }, segment, language),
      ...input,
    });
    if (one.decision.offerId !== undefined) taken.add(one.decision.offerId);
    decided.set(id, one);
  }
  return decided;
}
