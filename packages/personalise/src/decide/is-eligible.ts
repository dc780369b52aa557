import type { ContactPressure, Offer } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import type { DecisionInput, KnownPerson } from './decision-input.js';
import { type FactsByKind, sum, within } from './facts-by-kind.js';

/** The offer may be shown at all, now, in this slot: whatever the person. */
export function isOpen(offer: Offer, { now, stock, taken }: DecisionInput): boolean {
  return (
    offer.status === 'live' &&
    !taken?.has(offer.id) &&
    (offer.startsAt ?? 0) <= now &&
    now < (offer.endsAt ?? Number.POSITIVE_INFINITY) &&
    (offer.requiredProducts ?? []).every((productId) => stock.isAvailable(productId))
  );
}

/** The person is one whom it is for, has not had enough of it, and has not sent it away. */
export function isFor(offer: Offer, { facts, isInSegment }: KnownPerson, now: number): boolean {
  const shown = facts.ofOffer.get(offer.id) ?? [];
  return (
    !isSentAway(offer, shown, now) &&
    !isCapped(offer, shown, now) &&
    (offer.segment === undefined || isInSegment(offer.segment))
  );
}

function isSentAway({ cooldownDays }: Offer, shown: readonly SessionFact[], now: number): boolean {
  return within(shown, cooldownDays, now).some(({ dismissed }) => dismissed > 0);
}

/** Those from whom it is withheld are capped as those who see it, or the two would not be alike. */
function isCapped({ cap }: Offer, shown: readonly SessionFact[], now: number): boolean {
  if (!cap) return false;
  return sum(within(shown, cap.days, now), ({ views, withheld }) => views + withheld) >= cap.exposures;
}

/** The person has been approached as often as the site allows: exposures of all offers, mails and calls. */
export function isPressed(facts: FactsByKind, pressure: ContactPressure | undefined, now: number): boolean {
  if (!pressure) return false;
  const contacts = [facts.offer, facts.contact].map((some) =>
    sum(within(some, pressure.days, now), ({ views }) => views),
  );
  return sum(contacts, Number) >= pressure.contacts;
}
