import type { ProofLink, StoredPerson } from '@sillage/warehouse';
import type { CustomerState, JournalRecord, VisitorState } from '../event-store.js';
import { addChoice, addVisitor, moveCustomer, removeVisitor, withdrawCustomer } from './customer-fold.js';
import { addConsent, addEvent, begin, erase, pause, withdraw } from './visitor-fold.js';

/** What a record says about the node's state. */
export type Fact =
  | {
      kind: 'event';
      site: string;
      visitor: string;
      id: string;
      sessionId: string;
      occurredAt: number;
      orderId: string | undefined;
      /** The session came with the event: it is no session of this node. */
      hasOwnSession: boolean;
    }
  | { kind: 'rejection' }
  | Exclude<JournalRecord, { kind: 'event' | 'rejection' }>;

/** What is known so far, and where more of it is put. */
export interface Known {
  findOrder(site: string, orderId: string): string | undefined;
  findVisitor(site: string, visitor: string): VisitorState | undefined;
  findCustomer(site: string, customerId: string): CustomerState | undefined;
  putEvent(site: string, id: string): void;
  putOrder(site: string, orderId: string, eventId: string): void;
  putVisitor(site: string, visitor: string, state: VisitorState): void;
  putCustomer(site: string, customerId: string, state: CustomerState): void;
  /** The proof behind which the next one of the site stands. */
  putProofHead(site: string, link: ProofLink): void;
}

/** The one rule by which records become state: used for each append, and for the same record read after a crash. */
export function fold(fact: Fact, known: Known): void {
  if (fact.kind === 'event') foldEvent(fact, known);
  else if (fact.kind === 'consent') {
    const { site, visitor, link } = fact.consent;
    if (link) known.putProofHead(site, link);
    known.putVisitor(site, visitor, addConsent(known.findVisitor(site, visitor), fact.consent));
  } else if (fact.kind === 'person') foldPerson(fact.person, known);
  else if (fact.kind === 'erasure') foldErasure(fact, known);
  else if (fact.kind === 'withdrawal') foldWithdrawal(fact, known);
  else if (fact.kind === 'pause') {
    const before = known.findVisitor(fact.site, fact.visitor);
    known.putVisitor(fact.site, fact.visitor, pause(before, fact.isPaused ? fact.at : undefined));
  } else if (fact.kind === 'newcomer') {
    const before = known.findVisitor(fact.site, fact.visitor);
    known.putVisitor(fact.site, fact.visitor, begin(before, fact.at));
  } else if (fact.kind === 'change') moveCustomer(fact.change, known);
  else if (fact.kind === 'choice') {
    const { site, customerId } = fact.choice;
    known.putCustomer(site, customerId, addChoice(known.findCustomer(site, customerId), fact.choice));
  }
}

function foldPerson({ site, visitor, customerId, linkedAt }: StoredPerson, known: Known): void {
  const before = known.findVisitor(site, visitor);
  if (before?.customerId !== undefined) forgetVisitor({ site, visitor, customerId: before.customerId }, known);
  known.putVisitor(site, visitor, { ...(before ?? { sessions: [] }), customerId, linkedAt });
  known.putCustomer(site, customerId, addVisitor(known.findCustomer(site, customerId), visitor));
}

function foldErasure({ site, visitor, at }: Fact & { kind: 'erasure' }, known: Known): void {
  const before = known.findVisitor(site, visitor);
  if (before?.customerId !== undefined) forgetVisitor({ site, visitor, customerId: before.customerId }, known);
  known.putVisitor(site, visitor, erase(before, at));
}

function forgetVisitor(link: { site: string; visitor: string; customerId: string }, known: Known): void {
  const customer = known.findCustomer(link.site, link.customerId);
  if (customer) known.putCustomer(link.site, link.customerId, removeVisitor(customer, link.visitor));
}

function foldWithdrawal(
  { site, visitor, purposes, at, customerIds = [] }: Fact & { kind: 'withdrawal' },
  known: Known,
) {
  known.putVisitor(site, visitor, withdraw(known.findVisitor(site, visitor), purposes, at));
  for (const id of customerIds) {
    known.putCustomer(site, id, withdrawCustomer(known.findCustomer(site, id), purposes, at));
  }
}

function foldEvent(fact: Fact & { kind: 'event' }, known: Known): void {
  const { site, visitor, id, orderId } = fact;
  known.putEvent(site, id);
  if (orderId !== undefined && known.findOrder(site, orderId) === undefined) known.putOrder(site, orderId, id);
  if (fact.hasOwnSession) return;
  const before = known.findVisitor(site, visitor);
  const after = addEvent(before, fact);
  if (after !== before) known.putVisitor(site, visitor, after);
}
