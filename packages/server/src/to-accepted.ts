import { type RecordedEvent, toRowText } from '@sillage/ingest';
import type { AcceptedEvent } from '@sillage/personalise';
import type { FactColumns } from '@sillage/warehouse';

/** What personalising may know of the accepted events: those held for it, of people. */
export function toAccepted(events: readonly RecordedEvent[]): AcceptedEvent[] {
  return events.filter(({ isBot, purposes }) => !isBot && purposes.includes('personalisation')).map(toOne);
}

function toOne(event: RecordedEvent): AcceptedEvent {
  const { site, visitor, sessionId, id, type, occurredAt, receivedAt, hasOwnSession, isInternal } = event;
  return {
    site,
    visitor,
    sessionId,
    id,
    type,
    occurredAt,
    receivedAt,
    hasOwnSession,
    isInternal,
    readColumns: () => JSON.parse(toRowText(event)) as FactColumns,
  };
}
