import type { Purpose } from '@sillage/protocol';
import type { ProofLink, StoredConsent, StoredPerson } from '@sillage/warehouse';
import type { VisitorState } from '../event-store.js';
import { addConsent, addEvent, erase, pause, withdraw } from './visitor-fold.js';

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
  | { kind: 'consent'; consent: StoredConsent }
  | { kind: 'person'; person: StoredPerson }
  | { kind: 'rejection' }
  | { kind: 'erasure'; site: string; visitor: string; at: number }
  | { kind: 'withdrawal'; site: string; visitor: string; purposes: readonly Purpose[]; at: number }
  | { kind: 'pause'; site: string; visitor: string; isPaused: boolean; at: number };

/** What is known so far, and where more of it is put. */
export interface Known {
  findOrder(site: string, orderId: string): string | undefined;
  findVisitor(site: string, visitor: string): VisitorState | undefined;
  putEvent(site: string, id: string): void;
  putOrder(site: string, orderId: string, eventId: string): void;
  putVisitor(site: string, visitor: string, state: VisitorState): void;
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
  } else if (fact.kind === 'person') {
    const { site, visitor, customerId } = fact.person;
    known.putVisitor(site, visitor, { ...(known.findVisitor(site, visitor) ?? { sessions: [] }), customerId });
  } else if (fact.kind === 'erasure') {
    known.putVisitor(fact.site, fact.visitor, erase(known.findVisitor(fact.site, fact.visitor), fact.at));
  } else if (fact.kind === 'withdrawal') {
    const before = known.findVisitor(fact.site, fact.visitor);
    known.putVisitor(fact.site, fact.visitor, withdraw(before, fact.purposes, fact.at));
  } else if (fact.kind === 'pause') {
    const before = known.findVisitor(fact.site, fact.visitor);
    known.putVisitor(fact.site, fact.visitor, pause(before, fact.isPaused ? fact.at : undefined));
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
