import { nilUuid, retentionDaysOf } from '@sillage/protocol';
import type { RecordedEvent } from '../event-store.js';
import type { Draft, EventStep, Intake, Verdict } from '../intake.js';
import type { EventHead, ReadBatch } from '../reading/read-batch.js';
import { checkBasis } from './check-basis.js';
import { refuse } from './refuse.js';
import { settleTimes } from './settle-times.js';

/** Takes each event through the steps: in the end it is among the accepted, the duplicates or the rejected. */
export function sortEvents({ events, tails, tailStart }: ReadBatch, intake: Intake, steps: readonly EventStep[]): void {
  const drafts: Draft[] = [];
  let start = tailStart;
  for (const [index, event] of events.entries()) {
    if ('refused' in event) {
      refuse({ index, event }, checkBasis(event, intake) ?? event.refused, intake);
      continue;
    }
    const tail = tails.subarray(start, event.tailEnd);
    start = event.tailEnd;
    const refused = checkBasis(event, intake);
    if (refused) refuse({ index, event }, refused, intake);
    else drafts.push({ index, event, stored: toStored(event, tail, intake) });
  }
  settleTimes(drafts, intake);
  for (const draft of drafts) {
    const verdict = findVerdict(draft, intake, steps);
    if (verdict === 'duplicate') intake.duplicates += 1;
    else if (verdict) refuse(draft, verdict, intake);
  }
}

/** The row so far; the steps fill in visitor, session, time and basis. */
function toStored(event: EventHead, tail: Uint8Array, { site, sender, standing, receivedAt }: Intake): RecordedEvent {
  return {
    id: event.id,
    type: event.type,
    orderId: event.orderId,
    product: event.product,
    hasOwnSession: event.sessionId !== undefined,
    tail,
    site: site.id,
    visitor: standing?.visitor ?? '',
    sessionId: '',
    occurredAt: receivedAt,
    receivedAt,
    tab: event.tab,
    clockOffsetMs: event.clockOffsetMs,
    channel: sender.channel,
    device: sender.device,
    country: sender.country,
    isBot: sender.bot !== undefined,
    isInternal: sender.isInternal,
    purposes: standing?.purposes ?? [],
    basis: 'consent',
    proofId: standing?.proofId ?? nilUuid,
    customerId: '',
    retentionDays: sender.isKeptForEver ? 0 : retentionDaysOf(site, event.type),
  };
}

function findVerdict(draft: Draft, intake: Intake, steps: readonly EventStep[]): Verdict {
  for (const step of steps) {
    const verdict = step(draft, intake);
    if (verdict) return verdict;
  }
  return undefined;
}
