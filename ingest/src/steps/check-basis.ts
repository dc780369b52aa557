import type { EventType } from '@sillage/protocol';
import { grantOf } from '../consent/customer-standing.js';
import { findPerson } from '../consent/person.js';
import type { Intake } from '../intake.js';
import type { Refused } from '../reading/check-raw.js';

/** What a shop's contract with its customer covers without consent. */
const contractTypes = new Set<EventType | undefined>(['purchase', 'refund']);

const noConsent: Refused = { reason: 'no_consent' };

/** First of all: nothing of an event without a basis may be kept, not even among the refused. */
export function checkBasis(event: { type?: EventType; customerId?: string }, intake: Intake): Refused | undefined {
  const { sender, standing } = intake;
  if (sender.kind === 'importer') return undefined;
  if (sender.kind === 'server' && (contractTypes.has(event.type) || isGranted(event, intake))) return undefined;
  if (!standing) return noConsent;
  return standing.refusal && { reason: standing.refusal };
}

/** By the customer whom a server names. */
function isGranted({ customerId }: { customerId?: string }, { sender, site, services, receivedAt }: Intake): boolean {
  const named = customerId ?? sender.customerId;
  return named !== '' && grantOf(findPerson(site.id, named, services.store), site, receivedAt) !== undefined;
}
