import type { EventType } from '@sillage/protocol';
import type { Intake } from '../intake.js';
import type { Refused } from '../reading/check-raw.js';

/** What a shop's contract with its customer covers without consent. */
const contractTypes = new Set<EventType | undefined>(['purchase', 'refund']);

const noConsent: Refused = { reason: 'no_consent' };

/** First of all: nothing of an event without a basis may be kept, not even among the refused. */
export function checkBasis({ type }: { type?: EventType }, { sender, standing }: Intake): Refused | undefined {
  if (sender.kind === 'importer') return undefined;
  if (sender.kind === 'server' && contractTypes.has(type)) return undefined;
  if (!standing) return noConsent;
  return standing.refusal && { reason: standing.refusal };
}
