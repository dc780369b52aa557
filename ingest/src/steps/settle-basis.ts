import { nilUuid, type Purpose } from '@sillage/protocol';
import { withoutWithdrawn } from '../consent/standing.js';
import { customerVisitor, deriveId } from '../derived-id.js';
import type { Draft, Intake, Verdict } from '../intake.js';

const noPurposes: readonly Purpose[] = [];

/** Whose event it is, and why it may be kept: consent where there is one, else the contract of an order. */
export function settleBasis(draft: Draft, intake: Intake): Verdict {
  const { sender, standing } = intake;
  if (sender.kind === 'importer') return keepAsImport(draft, intake);
  const granted = standing?.purposes ?? noPurposes;
  const purposes = withoutWithdrawn(granted, standing?.state, draft.stored.occurredAt);
  if (standing && purposes.length > 0) {
    draft.stored.purposes = purposes;
    draft.stored.customerId = customerOf(draft, intake) || (standing.state?.customerId ?? '');
    return undefined;
  }
  if (sender.kind === 'browser') return { reason: 'consent_withdrawn' };
  return keepAsContract(draft, intake);
}

/** By contract: the order and its customer, without a tie to the browser. */
function keepAsContract(draft: Draft, intake: Intake): Verdict {
  const { event, stored } = draft;
  if (event.type !== 'purchase' && event.type !== 'refund') return { reason: 'consent_withdrawn' };
  stored.basis = 'contract';
  stored.purposes = noPurposes;
  stored.proofId = nilUuid;
  belongToCustomer(draft, intake);
  return undefined;
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
