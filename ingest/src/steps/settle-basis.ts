import { nilUuid, type Purpose } from '@sillage/protocol';
import { grantOf } from '../consent/customer-standing.js';
import { findPerson } from '../consent/person.js';
import { allowsTie, type Standing, withoutWithdrawn } from '../consent/standing.js';
import { customerVisitor, deriveId } from '../derived-id.js';
import type { Draft, Intake, Verdict } from '../intake.js';

const noPurposes: readonly Purpose[] = [];

/**
 * Whose event it is, and why it may be kept: the visitor's consent; else, of a server, that of the customer it names; else the
 * contract of an order.
 */
export function settleBasis(draft: Draft, intake: Intake): Verdict {
  const { sender, standing } = intake;
  if (sender.kind === 'importer') return keepAsImport(draft, intake);
  if (standing && isTheirs(draft, standing, intake)) {
    const purposes = withoutWithdrawn(standing.purposes, standing.state, draft.stored.occurredAt);
    if (purposes.length > 0) return keepByConsent(draft, standing, purposes, intake);
  }
  if (sender.kind === 'browser') return { reason: standing ? (standing.refusal ?? 'consent_withdrawn') : 'no_consent' };
  return keepForCustomer(draft, intake);
}

/** Not what a server tells of another customer than the visitor's, nor what happened before a visitor began where another customer had been. */
function isTheirs({ event, stored }: Draft, { state, person }: Standing, { sender }: Intake): boolean {
  if (stored.occurredAt < (state?.newSince ?? 0)) return false;
  const named = event.customerId ?? sender.customerId;
  const isNamed = sender.kind === 'server' && named !== '' && state?.customerId !== undefined;
  return !isNamed || named === state.customerId || person?.customerIds.includes(named) === true;
}

function keepByConsent(draft: Draft, standing: Standing, purposes: readonly Purpose[], intake: Intake): Verdict {
  const { stored } = draft;
  stored.visitor = standing.visitor;
  stored.purposes = purposes;
  stored.proofId = standing.proofId;
  stored.customerId = allowsTie(purposes) ? customerOf(draft, intake) || (standing.state?.customerId ?? '') : '';
  return undefined;
}

/** Without a tie to the browser: an order in any case, all else where the customer granted that it is kept under their name. */
function keepForCustomer(draft: Draft, intake: Intake): Verdict {
  const { event, stored } = draft;
  const isOrder = event.type === 'purchase' || event.type === 'refund';
  const grant = findGrant(draft, intake);
  if (!isOrder && !allowsTie(grant.purposes)) return { reason: 'consent_withdrawn' };
  stored.basis = isOrder ? 'contract' : 'consent';
  stored.purposes = grant.purposes;
  stored.proofId = grant.proofId;
  belongToCustomer(draft, intake);
  return undefined;
}

const noGrant = { purposes: noPurposes, proofId: nilUuid };

function findGrant({ event, stored }: Draft, { site, sender, services, receivedAt }: Intake) {
  const customerId = event.customerId ?? sender.customerId;
  if (customerId === '') return noGrant;
  const person = findPerson(site.id, customerId, services.store);
  const grant = grantOf(person, site, receivedAt);
  if (!grant) return noGrant;
  const purposes = withoutWithdrawn(grant.purposes, person, stored.occurredAt);
  return purposes.length > 0 ? { purposes, proofId: grant.proofId } : noGrant;
}

function keepAsImport(draft: Draft, intake: Intake): Verdict {
  draft.stored.basis = 'import';
  draft.stored.purposes = noPurposes;
  draft.stored.proofId = intake.sender.importId ?? nilUuid;
  belongToCustomer(draft, intake);
  draft.stored.visitor = draft.event.visitorId ?? draft.stored.visitor;
  return undefined;
}

/** An event without a visitor or customer, such as a sale at the till, stands for itself. */
function belongToCustomer(draft: Draft, intake: Intake): void {
  const site = intake.site.id;
  const customerId = customerOf(draft, intake);
  draft.stored.customerId = customerId;
  draft.stored.visitor = customerId ? customerVisitor(site, customerId) : deriveId('anonymous', site, draft.event.id);
}

function customerOf({ event, stored }: Draft, { sender, identified }: Intake): string {
  return event.customerId ?? identified.get(stored.visitor) ?? sender.customerId;
}
