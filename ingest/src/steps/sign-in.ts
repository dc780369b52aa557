import { visitorCookieMaxAgeSeconds } from '@sillage/protocol';
import { grantOf, withPerson } from '../consent/customer-standing.js';
import { findPerson, type Person } from '../consent/person.js';
import { allowsTie, heedPause, type Standing } from '../consent/standing.js';
import { deriveId } from '../derived-id.js';
import type { Draft, Intake, Verdict } from '../intake.js';
import { joinChoices } from './join-choices.js';
import { limitToClaim } from './recognise-visitor.js';

/**
 * A customer signs in: the visitor becomes theirs, and the last choice of each purpose holds for both. Where the visitor is another
 * customer's already, a browser goes on as a new visitor, under the grant that this customer gave elsewhere, or without one
 * (decisions/0112). Without consent to personalising nobody is tied to anybody (decisions/0116). A copy of an event that is known, or one from before the last sign-in, changes nothing.
 */
export function signIn({ event, stored }: Draft, intake: Intake): Verdict {
  const { standing, sender, site, services, identified } = intake;
  if (event.type !== 'identify' || event.customerId === undefined || sender.kind === 'importer') return undefined;
  if (standing === undefined || standing.refusal !== undefined) return undefined;
  const person = findPerson(site.id, event.customerId, services.store);
  const { newSince = 0, linkedAt = 0 } = standing.state ?? {};
  if (stored.occurredAt < newSince) return undefined;
  const known = identified.get(standing.visitor) ?? standing.state?.customerId;
  if (known === undefined) {
    joinVisitor({ person, standing, customerId: event.customerId }, intake);
    return undefined;
  }
  if (person.customerIds.includes(known) || sender.kind === 'server') return undefined;
  if (stored.occurredAt <= linkedAt) return undefined;
  intake.handedOver = true;
  // of the event, so that what a lost answer made somebody send again goes on as the visitor that the first answer named
  const visitor = deriveId('next', site.id, event.customerId, event.id);
  intake.standing = findNextVisitor({ person, visitor, at: stored.occurredAt }, intake);
  return undefined;
}

function joinVisitor(
  { person, standing, customerId }: { person: Person; standing: Standing; customerId: string },
  intake: Intake,
): void {
  const { site, receivedAt: now, records } = intake;
  const decidedAt = standing.decidedAt ?? 0;
  const joined = limitToClaim(withPerson(standing, { person, site, now, decidedAt }), intake.claim);
  const isTied = allowsTie(standing.purposes) || allowsTie(joined.purposes);
  records.push(...joinChoices({ person, standing, customerId, decidedAt, isTied }, { site, now }));
  // without a tie no proof of the customer's stands in what this visitor does; what was withdrawn elsewhere is withdrawn all the same
  intake.standing = isTied || joined.refusal !== undefined ? joined : standing;
}

/** The visitor who is the next in this browser, under what their customer granted elsewhere; nobody where that is nothing. */
function findNextVisitor(
  { person, visitor, at }: { person: Person; visitor: string; at: number },
  intake: Intake,
): Standing | undefined {
  const { site, services, receivedAt: now, records } = intake;
  const grant = grantOf(person, site, now);
  const known = services.store.findVisitor(site.id, visitor);
  if (!grant || known?.erasedAt !== undefined) return undefined;
  const { purposes, proofId, expiresAt } = grant;
  const state = known ?? { sessions: [], newSince: at };
  const given = { visitor, proofId, held: purposes, purposes, isUnderGpc: false, expiresAt };
  const next = heedPause({ ...given, person, state });
  const standing = limitToClaim(next, intake.claim);
  if (known === undefined && standing.refusal === undefined) {
    records.push({ kind: 'newcomer', site: site.id, visitor, at });
  }
  intake.tokenExpiresAt = Math.floor(now / 1000) + visitorCookieMaxAgeSeconds;
  return standing;
}
