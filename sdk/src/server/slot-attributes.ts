import type { Decision } from '@sillage/protocol';

/**
 * Attributes of an element whose content a server rendered from a decision. The browser's part adopts it: it tells when it
 * was seen, asks for it no more, and leaves its content alone. Of one that is uncounted the offer is not named, so that nothing
 * is told of it. Without a decision, of one for nobody, and of a survey, which the browser alone can show: the browser asks.
 */
export function toSlotAttributes(slot: string, decision?: Decision): Record<string, string> {
  if (!decision || decision.isForNobody || decision.survey) return { 'data-sillage-slot': slot };
  return {
    'data-sillage-slot': slot,
    'data-sillage-decision': decision.decisionId,
    'data-sillage-kind': decision.kind,
    ...(decision.offerId && !decision.isUncounted && { 'data-sillage-offer': decision.offerId }),
  };
}
