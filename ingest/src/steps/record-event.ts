import type { Draft, Intake, Verdict } from '../intake.js';

/**
 * The index of ids covers 48 hours of receipt (decisions/0003). A device's clock may be a day ahead unnoticed, and what it
 * told of the future counted as of its receipt: so an event's own time can be up to a day later than its first receipt.
 */
const indexedMs = 24 * 3_600_000;

/** Last: into the journal's records, in the batch's order. */
export function recordEvent(draft: Draft, intake: Intake): Verdict {
  const { stored } = draft;
  intake.accepted.push(stored);
  intake.records.push({ kind: 'event', stored, isSuspect: isSuspect(draft, intake) });
  recordPerson(draft, intake);
  return undefined;
}

/** ClickHouse may have it though this node doesn't know it. */
function isSuspect({ event, stored }: Draft, { sender, receivedAt }: Intake): boolean {
  if (sender.kind === 'importer' || stored.occurredAt < receivedAt - indexedMs) return true;
  // a server that says no time is new at each receipt
  if (sender.kind === 'server' && event.isUntimed) return true;
  // another node may have taken the first try, also of a visitor whom this one knows
  return sender.attempt > 1;
}

/** The tie of visitor and customer that `identify` makes, where it may; told once. */
function recordPerson({ event, stored }: Draft, intake: Intake): void {
  const { type, customerId } = event;
  if (type !== 'identify' || customerId === undefined || stored.customerId === '') return;
  const { site, visitor } = stored;
  const known = intake.identified.get(visitor) ?? intake.services.store.findVisitor(site, visitor)?.customerId;
  intake.identified.set(visitor, customerId);
  if (known === customerId) return;
  const proof = intake.sender.kind === 'browser' ? 'signature' : 'key';
  const person = { site, visitor, customerId, proof, linkedAt: stored.occurredAt } as const;
  intake.records.push({ kind: 'person', person });
}
