import { createHash } from 'node:crypto';

/**
 * Whose draw it is: `customer:<id>` where the customer is known, so that all their devices are drawn alike; else
 * `visitor:<uuid>`.
 */
export function toPersonKey(person: { customerId?: string; visitor: string }): string {
  return person.customerId ? `customer:${person.customerId}` : `visitor:${person.visitor}`;
}

/**
 * The person's place in the draw of an offer, from 0 to under 1: the first four bytes, big-endian, of the SHA-256 of
 * `<salt>\n<person key>` in UTF-8, divided by 2^32. In ClickHouse: `holdoutFraction` of the warehouse. Golden cases:
 * `holdout-cases.json`.
 */
export function drawFraction(salt: string, personKey: string): number {
  return createHash('sha256').update(`${salt}\n${personKey}`).digest().readUInt32BE(0) / 2 ** 32;
}

/** The offer is withheld from this person, to compare with. */
export function isHeldOut(offer: { id: string; salt?: string; holdout: number }, personKey: string): boolean {
  return offer.holdout > 0 && drawFraction(offer.salt ?? offer.id, personKey) < offer.holdout;
}
