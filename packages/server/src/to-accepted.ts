import type { RecordedEvent } from '@sillage/ingest';
import type { AcceptedEvent } from '@sillage/personalise';

/** What personalising may know of the accepted events: those held for it, of people. */
export function toAccepted(events: readonly RecordedEvent[]): AcceptedEvent[] {
  return events.filter(({ isBot, purposes }) => !isBot && purposes.includes('personalisation'));
}
